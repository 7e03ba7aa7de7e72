/** Metrics for Prometheus: the series of redis_exporter under their own names, and ours. */
@NullMarked
package dev.vedette.observe.metrics;

import org.jspecify.annotations.NullMarked;
