package dev.vedette.observe.metrics;

import dev.vedette.engine.PublishedEvent;

/** Counts something of the events. Counting and collecting never happen at the same time. */
interface EventMeter extends MetricSource {

  /**
   * Hears the next event.
   *
   * @param nanos monotonic time when it was published
   */
  void count(PublishedEvent event, long nanos);
}
