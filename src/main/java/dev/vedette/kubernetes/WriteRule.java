package dev.vedette.kubernetes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one master and without asking anyone, whether this sentinel may write what it wants
 * to see. Not thread-safe.
 *
 * <ul>
 *   <li>An older config epoch never replaces a newer one. Only when that stays so for {@link
 *       #STARTED_OVER} while most sentinels are heard, the group has lost its state or was set up
 *       anew, and the newer epoch is a left-over.
 *   <li>A newer epoch is written by the leader of its failover, and by others only if they hear
 *       most of the sentinels.
 *   <li>Who led the failover writes until it has seen everything as it wants it. Apart from that
 *       the sentinel with the smallest run id of those that answer writes at once; the others wait
 *       one turn for each that comes before them, and write if it has not.
 * </ul>
 */
final class WriteRule {

  /** How long a newer epoch than ours must stay unexplained. */
  static final Duration STARTED_OVER = Duration.ofSeconds(60);

  /** What was decided, and why. */
  enum Decision {
    /** Nothing is to be written. */
    IN_SYNC("in_sync"),
    /** We write. */
    WRITE("writing"),
    /** A sentinel that comes before us should. */
    PEERS_TURN("left_to_peer"),
    /** What is written is newer than what we know. */
    BEHIND("behind"),
    /** Most of the sentinels are silent: they may know better. */
    NO_MAJORITY("no_majority");

    private final String word;

    Decision(String word) {
      this.word = word;
    }

    /** For health. */
    String word() {
      return word;
    }
  }

  private final Duration turn;
  private long confirmedEpoch = Marks.NO_EPOCH;
  private @Nullable Long differsSinceNanos;
  private @Nullable Long behindSinceNanos;

  /**
   * @param turn how long each sentinel waits for one that comes before it
   */
  WriteRule(Duration turn) {
    this.turn = turn;
  }

  /**
   * Decides.
   *
   * @param group what we want to see
   * @param newestEpoch the greatest epoch that is written now
   * @param differs whether what is written differs from it
   * @param nowNanos monotonic time
   */
  Decision decide(Group group, long newestEpoch, boolean differs, long nowNanos) {
    if (!differs) {
      confirmedEpoch = group.epoch();
      differsSinceNanos = null;
      behindSinceNanos = null;
      return Decision.IN_SYNC;
    }
    if (differsSinceNanos == null) {
      differsSinceNanos = nowNanos;
    }
    if (newestEpoch > group.epoch()) {
      return whenBehind(group, nowNanos);
    }
    behindSinceNanos = null;
    boolean news = newestEpoch < group.epoch();
    if (news && !group.majorityHeard() && !group.led()) {
      return Decision.NO_MAJORITY;
    }
    if (group.led() && confirmedEpoch != group.epoch()) {
      return Decision.WRITE;
    }
    return inTurn(group, differsSinceNanos, nowNanos);
  }

  private Decision whenBehind(Group group, long nowNanos) {
    if (!group.majorityHeard()) {
      behindSinceNanos = null;
      return Decision.BEHIND;
    }
    if (behindSinceNanos == null) {
      behindSinceNanos = nowNanos;
    }
    return nowNanos - behindSinceNanos < STARTED_OVER.toNanos()
        ? Decision.BEHIND
        : inTurn(group, behindSinceNanos + STARTED_OVER.toNanos(), nowNanos);
  }

  private Decision inTurn(Group group, long sinceNanos, long nowNanos) {
    return nowNanos - sinceNanos >= turn.toNanos() * group.rank()
        ? Decision.WRITE
        : Decision.PEERS_TURN;
  }
}
