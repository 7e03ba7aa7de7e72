/** The hottest parts of the core one by one, with JMH: {@code src/bench/run jmh}. */
@NullMarked
package dev.vedette.bench.micro;

import org.jspecify.annotations.NullMarked;
