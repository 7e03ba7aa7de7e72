package dev.vedette.journal.failover;

/** Why a failover of ours was given up. */
public enum AbortReason {
  /** Not enough votes within the election timeout. */
  NOT_ELECTED,
  /** No replica was fit for promotion. */
  NO_GOOD_REPLICA,
  /** The chosen replica did not become a master in time. */
  REPLICA_TIMEOUT,
  /** The master refused to hand over. */
  MASTER_REFUSED,
  /** Our own vote, or the epoch, could not be saved. */
  NOT_SAVED,
  /** What we decide about this master failed inside, and it was set aside. */
  SET_ASIDE,
  /** Another sentinel moved the master meanwhile. */
  SUPERSEDED,
  /** An operator reset the master. */
  RESET,
  /** An operator stopped watching the master. */
  REMOVED
}
