package dev.vedette.journal.failover;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When something happened, by both clocks.
 *
 * @param time wall time, for display
 * @param nanos monotonic time, for durations
 */
public record Moment(Instant time, long nanos) {

  /** How much later than {@code earlier} this is, in whole milliseconds. */
  long millisSince(Moment earlier) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - earlier.nanos);
  }
}
