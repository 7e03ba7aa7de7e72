package dev.vedette.notify.delivery;

import java.util.random.RandomGenerator;

/**
 * When a delivery is attempted again. Times are milliseconds.
 *
 * @param initialMillis before the second attempt
 * @param multiplier by which the wait grows with every attempt, at least 1
 * @param maxMillis the longest wait
 * @param jitter the part of the wait that is random, 0 to 1: 0.2 means 80 to 100 percent of it
 * @param maxAttempts how often at most, 0 for as often as {@code maxAgeMillis} allows
 * @param maxAgeMillis no attempt begins later than that after the message was made, 0 for no bound
 * @param timeoutMillis how long an attempt may take
 */
public record RetryPlan(
    long initialMillis,
    double multiplier,
    long maxMillis,
    double jitter,
    int maxAttempts,
    long maxAgeMillis,
    long timeoutMillis) {

  private static final long SECOND = 1_000;
  private static final long HOUR = 3_600 * SECOND;

  /** For what talks to a server: 5 s, doubling up to 10 minutes, for a day. */
  public static final RetryPlan SERVER =
      new RetryPlan(5 * SECOND, 2, 600 * SECOND, 0.2, 0, 24 * HOUR, 30 * SECOND);

  /** A Sentinel's: 30 s, doubling, ten attempts of a minute. */
  public static final RetryPlan SCRIPT =
      new RetryPlan(30 * SECOND, 2, 24 * HOUR, 0, 10, 0, 60 * SECOND);

  /** No server may ask for more patience than this. */
  public static final long LONGEST_WISH_MILLIS = HOUR;

  public RetryPlan {
    require(initialMillis >= 1, "the first delay must be at least 1 ms");
    require(multiplier >= 1, "the multiplier must be at least 1");
    require(maxMillis >= initialMillis, "the longest delay must not be less than the first");
    require(jitter >= 0 && jitter <= 1, "the jitter must be between 0 and 1");
    require(maxAttempts >= 0, "the number of attempts must not be negative");
    require(maxAgeMillis >= 0, "the age must not be negative");
    require(maxAttempts > 0 || maxAgeMillis > 0, "either attempts or age must be bounded");
    require(timeoutMillis >= 1, "the timeout must be at least 1 ms");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * When to try again.
   *
   * @param attempts how often it was attempted, at least once
   * @param createdMillis when the message was made
   * @param nowMillis when the last attempt ended
   * @param wishMillis the least wait that the other side asked for, 0 for none
   * @return the time of the next attempt, or -1 to give up
   */
  public long next(
      int attempts, long createdMillis, long nowMillis, long wishMillis, RandomGenerator random) {
    if (maxAttempts > 0 && attempts >= maxAttempts) {
      return -1;
    }
    double grown = (double) initialMillis * Math.pow(multiplier, attempts - 1.0);
    double bounded = Math.min(grown, maxMillis);
    long wait = Math.round(bounded * (1 - jitter * random.nextDouble()));
    long due = nowMillis + Math.max(wait, Math.min(wishMillis, LONGEST_WISH_MILLIS));
    return maxAgeMillis > 0 && due > createdMillis + maxAgeMillis ? -1 : due;
  }
}
