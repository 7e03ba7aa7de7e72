package dev.vedette.config;

/**
 * How much a client may leave unread before it is disconnected, as {@code
 * client-output-buffer-limit} says it.
 *
 * @param hardBytes disconnected as soon as this much is waiting; 0 for no limit
 * @param softBytes disconnected when at least this much has been waiting for longer than {@code
 *     softSeconds}; 0 for no limit
 * @param softSeconds how long the soft limit may be exceeded without a break
 */
public record OutputLimit(long hardBytes, long softBytes, int softSeconds) {

  /** No limit at all. */
  public static final OutputLimit NONE = new OutputLimit(0, 0, 0);

  /** Redis's default for subscribers: 32 MB at once, or 8 MB for 60 seconds. */
  public static final OutputLimit PUBSUB = new OutputLimit(32L << 20, 8L << 20, 60);

  public OutputLimit {
    if (hardBytes < 0 || softBytes < 0 || softSeconds < 0) {
      throw new IllegalArgumentException(
          "client-output-buffer-limit: limits must not be negative; use 0 for no limit");
    }
  }
}
