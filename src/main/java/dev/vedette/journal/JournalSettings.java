package dev.vedette.journal;

import dev.vedette.sentinel.event.EventLevel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the journal is kept.
 *
 * @param file the database file; its folder is created when it is missing
 * @param level events below this level are not kept
 * @param maxAge events older than this are removed
 * @param maxEvents more events than this are not kept; the oldest are removed
 * @param maxFailovers more failover records than this are not kept; the oldest are removed
 * @param queueCapacity how many events may wait for the database; above it the oldest are dropped
 */
public record JournalSettings(
    Path file,
    EventLevel level,
    Duration maxAge,
    long maxEvents,
    long maxFailovers,
    int queueCapacity) {

  /** Everything that is published, for 90 days, at most 100,000 events and 10,000 failovers. */
  public static JournalSettings in(Path file) {
    return new JournalSettings(
        file, EventLevel.VERBOSE, Duration.ofDays(90), 100_000, 10_000, 10_000);
  }
}
