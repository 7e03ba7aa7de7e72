package dev.vedette.engine;

import dev.vedette.sentinel.event.Event;
import java.time.Instant;

/**
 * An event on its way to everyone who listens.
 *
 * @param sequence counts up by one within the process, starting at 1
 * @param time wall time, for display only
 * @param nanos monotonic time when it was published, as {@link System#nanoTime}; a listener that
 *     comes late measures with it what happened before it came
 * @param event what happened
 */
public record PublishedEvent(long sequence, Instant time, long nanos, Event event) {

  /** An event that is published now. */
  public PublishedEvent(long sequence, Instant time, Event event) {
    this(sequence, time, System.nanoTime(), event);
  }
}
