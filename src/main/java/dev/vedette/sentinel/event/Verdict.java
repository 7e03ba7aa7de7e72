package dev.vedette.sentinel.event;

/**
 * Whether a replica could be promoted, and if not, why.
 *
 * @param replica {@code ip:port} of the replica
 * @param fitness the finding
 * @param priority its replica-priority; smaller is better, 0 is never promoted
 * @param offset its replication offset; greater is better
 * @param runId its run id, empty while unknown; the smaller one breaks a tie
 * @param rank 1 for the one that would be promoted, counting up among the fit ones; 0 for the
 *     others
 * @param detail the numbers behind the finding, for people
 */
public record Verdict(
    String replica,
    Fitness fitness,
    int priority,
    long offset,
    String runId,
    int rank,
    String detail) {

  /** Fit for promotion, or the first reason against it, in the order they are checked. */
  public enum Fitness {
    FIT,
    DOWN,
    DISCONNECTED,
    SILENT,
    PRIORITY_ZERO,
    STALE_INFO,
    /** It says that it is a master. */
    NOT_A_REPLICA,
    /** It has not finished a synchronisation with this master, or with any. */
    NEVER_SYNCHRONISED,
    /** Its data is that of another group. */
    FOREIGN_HISTORY,
    CUT_OFF_TOO_LONG
  }
}
