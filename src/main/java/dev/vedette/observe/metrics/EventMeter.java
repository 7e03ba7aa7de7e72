package dev.vedette.observe.metrics;

import dev.vedette.engine.PublishedEvent;

/** Counts something of the events. Counting and collecting never happen at the same time. */
interface EventMeter extends MetricSource {

  /** Hears the next event. */
  void count(PublishedEvent event);
}
