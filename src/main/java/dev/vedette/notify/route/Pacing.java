package dev.vedette.notify.route;

/**
 * How alerts become messages.
 *
 * @param groupBy what goes into one message
 * @param groupWaitMillis how long the first alert of a group waits for others
 * @param groupIntervalMillis the least time between two messages of a group
 * @param repeatIntervalMillis how often a problem that lasts is told again, 0 for never
 * @param sendResolved whether the end of a told problem is told, too, even if no pattern of the
 *     route matches it
 */
public record Pacing(
    GroupBy groupBy,
    long groupWaitMillis,
    long groupIntervalMillis,
    long repeatIntervalMillis,
    boolean sendResolved) {

  /** Every alert is a message of its own, at once. */
  public static final Pacing IMMEDIATE = new Pacing(GroupBy.NONE, 0, 0, 0, false);

  /** What goes into one message. */
  public enum GroupBy {
    /** Every alert is alone. */
    NONE,
    /** All alerts about a master. */
    MASTER,
    /** All alerts of one failover; outside of one, all about a master. */
    FAILOVER,
    /** All alerts of the route. */
    ROUTE
  }
}
