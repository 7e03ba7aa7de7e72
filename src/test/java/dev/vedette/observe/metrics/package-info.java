@NullMarked
package dev.vedette.observe.metrics;

import org.jspecify.annotations.NullMarked;
