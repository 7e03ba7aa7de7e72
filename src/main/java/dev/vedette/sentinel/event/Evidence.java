package dev.vedette.sentinel.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event rests on: the numbers behind a decision at the moment it was taken. It travels with
 * the {@link Event} to records and metrics, and is never part of the protocol.
 */
public sealed interface Evidence {

  /**
   * What the peers told us about a master. Comes with {@code +odown}, {@code +elected-leader} and
   * {@code -failover-abort-not-elected}.
   *
   * @param quorum how many must see the master down
   * @param voters all sentinels known for the master, counting ourselves
   * @param opinions one for each peer, in the order they were found
   */
  record Opinions(int quorum, int voters, List<Opinion> opinions) implements Evidence {
    public Opinions {
      opinions = List.copyOf(opinions);
    }
  }

  /**
   * What one peer told us.
   *
   * @param runId the peer
   * @param address where it is, {@code host:port} as told to others
   * @param seesDown whether its last answer, if still valid, says that the master is down
   * @param votedFor run id that it voted for, null for none known
   * @param voteEpoch epoch of that vote, 0 without one
   */
  record Opinion(
      String runId, String address, boolean seesDown, @Nullable String votedFor, long voteEpoch) {}

  /**
   * The replicas of a master as candidates for its place. Comes with {@code +selected-slave},
   * {@code -failover-abort-no-good-slave}, {@code -failover-abort-slave-timeout} and {@code
   * +config-update-from}.
   *
   * @param verdicts one for each replica, best first
   * @param masterOffset replication offset of the master in its last INFO, -1 when unknown
   * @param masterOffsetAgeMillis age of that INFO, -1 when there was none
   */
  record Ranking(List<Verdict> verdicts, long masterOffset, long masterOffsetAgeMillis)
      implements Evidence {
    public Ranking {
      verdicts = List.copyOf(verdicts);
    }
  }

  /**
   * Who wanted a failover. Comes with {@code +try-failover}.
   *
   * @param byOperator asked for, instead of found necessary
   * @param coordinated whether the master itself is to hand over
   */
  record Attempt(boolean byOperator, boolean coordinated) implements Evidence {}

  /** Why time cannot be trusted. Comes with {@code +tilt}. */
  record UnevenTime(TiltCause cause) implements Evidence {}
}
