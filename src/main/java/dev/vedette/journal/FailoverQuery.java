package dev.vedette.journal;

import dev.vedette.journal.failover.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which failover records, newest first. Null leaves a filter out.
 *
 * @param master name of the master
 * @param outcome how it ended
 * @param from started not before
 * @param until started before
 * @param beforeId only records with a smaller id, which started earlier
 * @param limit at most so many, 1 to {@link #MAX_LIMIT}
 */
public record FailoverQuery(
    @Nullable String master,
    @Nullable Outcome outcome,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable String beforeId,
    int limit) {

  /** The most that one query returns. */
  public static final int MAX_LIMIT = 200;

  public FailoverQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT + ", not " + limit);
    }
  }

  /** The newest records. */
  public static FailoverQuery newest(int limit) {
    return new FailoverQuery(null, null, null, null, null, limit);
  }
}
