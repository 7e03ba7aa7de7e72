package dev.vedette.sentinel.message;

import dev.vedette.sentinel.event.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Request} gets back. */
public sealed interface Answer {

  /** Done. */
  record Ok() implements Answer {}

  /** Done; that many things were touched. */
  record Count(long count) implements Answer {}

  /**
   * Answer to {@link Request.IsMasterDown}.
   *
   * @param down whether we see that master subjectively down (never while in TILT)
   * @param leader run id of whom we voted for, null when no vote was asked for or none can be given
   * @param leaderEpoch epoch of that vote, 0 without one
   */
  record MasterDown(boolean down, @Nullable String leader, long leaderEpoch) implements Answer {}

  /**
   * A failover was started.
   *
   * @param epoch its epoch
   */
  record FailoverStarted(long epoch) implements Answer {}

  /**
   * Not done, and nothing has changed.
   *
   * @param reason why
   * @param detail what exactly is wrong and what to do: one line for people
   */
  record Refused(Refusal reason, String detail) implements Answer {}

  /**
   * A failover was not started because no replica can be promoted.
   *
   * @param verdicts one for every replica
   */
  record NoGoodReplica(List<Verdict> verdicts) implements Answer {
    public NoGoodReplica {
      verdicts = List.copyOf(verdicts);
    }
  }

  /** Done in memory, but it could not be written to disk. */
  record NotSaved() implements Answer {}

  /** Why something was refused. */
  enum Refusal {
    UNKNOWN_MASTER,
    DUPLICATE_MASTER,
    INVALID_NAME,
    INVALID_PORT,
    INVALID_QUORUM,
    INVALID_OPTION,
    UNRESOLVED_HOST,
    FAILOVER_IN_PROGRESS,
    SCRIPTS_DENIED,
    NOT_SUPPORTED,
    TOO_MANY_MASTERS,
    /** This process is short of memory, so it takes no new ones. */
    MEMORY_SHORT,
    /** It would have to be saved first, and that does not work now. */
    NOT_SAVED,
    UNKNOWN_REPLICA,
    /** The master is set aside because what is decided about it fails inside. */
    SET_ASIDE
  }
}
