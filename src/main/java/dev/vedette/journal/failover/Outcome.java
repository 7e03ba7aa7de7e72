package dev.vedette.journal.failover;

/** How a failover ended, as far as this sentinel can tell. */
public enum Outcome {
  /** It has not ended. */
  IN_PROGRESS,
  /** We led it: a replica is the new master, and all replicas that could be reached follow it. */
  PROMOTED,
  /**
   * We led it: a replica is the new master, but some replicas did not follow it within the time
   * limit. They were told once more and are set right later.
   */
  TIMED_OUT,
  /** We led it, or wanted to, and gave up; see {@link AbortReason}. */
  ABORTED,
  /** Another sentinel led it, and the master has moved. */
  OBSERVED,
  /** Another sentinel got our vote, and no move of the master followed. */
  UNSEEN,
  /** Vedette ended in the middle of it. The others may have finished it. */
  INTERRUPTED
}
