package dev.vedette.journal;

import dev.vedette.sentinel.event.EventLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events, in which order. Null leaves a filter out.
 *
 * @param master name of the master
 * @param type glob pattern of the type, such as {@code +failover-*}: {@code *}, {@code ?} and
 *     {@code [...]}
 * @param level this level or louder
 * @param from not before
 * @param until before
 * @param afterId only entries with a greater id
 * @param beforeId only entries with a smaller id
 * @param newestFirst the order
 * @param limit at most so many, 1 to {@link #MAX_LIMIT}
 */
public record EventQuery(
    @Nullable String master,
    @Nullable String type,
    @Nullable EventLevel level,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Long afterId,
    @Nullable Long beforeId,
    boolean newestFirst,
    int limit) {

  /** The most that one query returns. */
  public static final int MAX_LIMIT = 1_000;

  public EventQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT + ", not " + limit);
    }
  }

  /** The newest events, newest first. */
  public static EventQuery newest(int limit) {
    return new EventQuery(null, null, null, null, null, null, null, true, limit);
  }

  /** What came after that entry, oldest first. */
  public static EventQuery after(long id, int limit) {
    return new EventQuery(null, null, null, null, null, id, null, false, limit);
  }
}
