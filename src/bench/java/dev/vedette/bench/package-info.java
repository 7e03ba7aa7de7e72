/** Measures Vedette beside redis-sentinel: one command, src/bench/run. */
@NullMarked
package dev.vedette.bench;

import org.jspecify.annotations.NullMarked;
