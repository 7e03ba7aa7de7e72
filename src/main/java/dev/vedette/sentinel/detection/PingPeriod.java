package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.turn.Turn;

/**
 * How often an instance is asked whether it lives. A process that freezes is silent only from the
 * next PING on, so the period is what detection takes on top of down-after: it is a small part of
 * it. With the default of 30 s that is no more often than {@code redis-sentinel} asks.
 */
final class PingPeriod {

  /**
   * The part of down-after. Less than the tenth that is promised, which leaves room for the way of
   * the PING and for our own timers.
   */
  private static final int PERCENT_OF_DOWN_AFTER = 8;

  private static final long SHORTEST_MILLIS = 50;

  /**
   * How many PINGs all links together may cost in a second before they are asked less often, down
   * to what the original asks. It is a quarter of a processor core, measured with 200 masters.
   */
  private static final int PINGS_PER_SECOND = 2_000;

  private PingPeriod() {}

  /** Milliseconds between an answer and the next PING. */
  static long of(Turn turn, Instance instance) {
    long usual = usual(turn, instance.link());
    // Who is down already cannot be found down any sooner.
    return instance.isSubjectivelyDown() ? usual : Math.min(usual, quick(turn, instance.link()));
  }

  /** What the original does, and the longest. */
  private static long usual(Turn turn, Link link) {
    return Math.min(link.downAfterMillis(), turn.timings().pingPeriod());
  }

  private static long quick(Turn turn, Link link) {
    long affordable = 1_000L * turn.topology().linkCount() / PINGS_PER_SECOND;
    return Math.max(
        Math.max(SHORTEST_MILLIS, affordable),
        link.downAfterMillis() * PERCENT_OF_DOWN_AFTER / 100);
  }
}
