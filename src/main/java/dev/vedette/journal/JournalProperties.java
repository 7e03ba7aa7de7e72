package dev.vedette.journal;

import dev.vedette.sentinel.event.EventLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can say about the journal.
 *
 * @param enabled Whether events and failover records are kept at all.
 * @param path The database file; by default journal.db beside the state file.
 * @param level Events below this level are not kept: debug, verbose, notice or warning.
 * @param maxAge Events older than this are removed.
 * @param maxEvents More events than this are not kept; the oldest are removed.
 * @param maxFailovers More failover records than this are not kept; the oldest are removed.
 * @param queueCapacity How many events may wait for the database; above it the oldest are dropped.
 */
@ConfigurationProperties(prefix = "vedette.journal", ignoreUnknownFields = false)
record JournalProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable Path path,
    @DefaultValue("verbose") EventLevel level,
    @DefaultValue("90d") Duration maxAge,
    @DefaultValue("100000") long maxEvents,
    @DefaultValue("10000") long maxFailovers,
    @DefaultValue("10000") int queueCapacity) {

  private static final Duration LEAST_AGE = Duration.ofMinutes(1);
  private static final Duration GREATEST_AGE = Duration.ofDays(36_500);

  JournalProperties {
    if (maxAge.compareTo(LEAST_AGE) < 0 || maxAge.compareTo(GREATEST_AGE) > 0) {
      throw new IllegalArgumentException(
          "vedette.journal.max-age must be from 1m to 36500d, not " + maxAge);
    }
    require("max-events", maxEvents, 100, 10_000_000);
    require("max-failovers", maxFailovers, 10, 1_000_000);
    require("queue-capacity", queueCapacity, 100, 1_000_000);
  }

  private static void require(String name, long value, long least, long greatest) {
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "vedette.journal.%s must be from %d to %d, not %d",
              name,
              least,
              greatest,
              value));
    }
  }

  JournalSettings settings(Path defaultFile) {
    Path file = path == null ? defaultFile : path;
    return new JournalSettings(
        file.toAbsolutePath().normalize(), level, maxAge, maxEvents, maxFailovers, queueCapacity);
  }
}
