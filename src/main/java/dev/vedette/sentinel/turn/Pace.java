package dev.vedette.sentinel.turn;

import static dev.vedette.sentinel.topology.Times.NEVER;

/** How slow things have been lately: the answers of peers, and our own turns. */
public final class Pace {

  private static final long WINDOW_MILLIS = 10_000;

  /** A turn that comes later than this after its deadline means that we stood still. */
  private static final long STANDSTILL_MILLIS = 20;

  /** How long what has queued up meanwhile may take to get in. */
  private static final long CATCHING_UP_MILLIS = 20;

  private long windowSince = NEVER;
  private long slowest;
  private long slowestBefore;
  private long standstillEndedAt = NEVER;

  /** Something took so long: a question until its answer, or a turn until it came. */
  public void observe(long millis, long now) {
    if (now - windowSince >= WINDOW_MILLIS) {
      slowestBefore = now - windowSince >= 2 * WINDOW_MILLIS ? 0 : slowest;
      slowest = 0;
      windowSince = now;
    }
    slowest = Math.max(slowest, millis);
  }

  /** A turn comes so long after its deadline. */
  public void late(long millis, long now) {
    observe(millis, now);
    if (millis >= STANDSTILL_MILLIS) {
      standstillEndedAt = now;
    }
  }

  /** The longest of the last ten to twenty seconds in which anything was observed. */
  public long slowestMillis() {
    return Math.max(slowest, slowestBefore);
  }

  /**
   * Until when it is better to take in than to begin: we have just stood still, and what the others
   * did meanwhile is still queueing up. {@code NEVER} when we have not.
   */
  public long catchingUpUntil() {
    return standstillEndedAt == NEVER ? NEVER : standstillEndedAt + CATCHING_UP_MILLIS;
  }
}
