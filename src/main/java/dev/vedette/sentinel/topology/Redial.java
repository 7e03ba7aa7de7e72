package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

/**
 * When a lost connection is dialled again: at once, then after 50 ms, 100 ms, 200 ms and so on, so
 * that a process that was away for a moment is heard before anybody calls it down, and one that is
 * gone costs little. Only an answer to PING begins the row anew; a server that takes connections
 * and drops them is not dialled without a pause.
 */
public final class Redial {

  /** The first pause between two attempts, and the shortest between any two. */
  public static final long FIRST_PAUSE_MILLIS = 50;

  private static final int MAX_DOUBLINGS = 20;

  private long dialledAt = NEVER;
  private int dials;

  Redial() {}

  void dialled(long now) {
    dialledAt = now;
    dials++;
  }

  void answered() {
    dials = 0;
  }

  void startOver() {
    dialledAt = NEVER;
    dials = 0;
  }

  /**
   * When the next attempt is due.
   *
   * @param longestPause what the pauses between two attempts grow up to
   */
  public long dueAt(long longestPause) {
    return dialledAt + Math.min(longestPause, doubled(FIRST_PAUSE_MILLIS));
  }

  /** That time, doubled with every attempt since the last answer but the first. */
  public long doubled(long millis) {
    return millis << Math.clamp(dials - 1, 0, MAX_DOUBLINGS);
  }
}
