package dev.vedette.observe.metrics;

import dev.vedette.observe.Picture;
import java.util.Optional;

/** Something that has values to tell at every scrape. Quick, and never waits. */
@FunctionalInterface
interface MetricSource {

  /**
   * Adds its values.
   *
   * @param picture what the sentinel knows; empty while the engine does not answer
   */
  void collect(Optional<Picture> picture, Samples samples);
}
