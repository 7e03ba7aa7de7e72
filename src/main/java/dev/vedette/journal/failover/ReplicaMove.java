package dev.vedette.journal.failover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How another replica was moved to the new master.
 *
 * @param replica its {@code ip:port}
 * @param progress how far it got
 * @param sentAt when it was told
 * @param followingAt when it was first seen following the new master, null if it was not
 * @param synchronizedAt when its link to the new master was up, null if it was not
 * @param durationMillis from being told to being synchronised, or to the end of its attempt; -1
 *     while it goes on
 */
public record ReplicaMove(
    String replica,
    Progress progress,
    Instant sentAt,
    @Nullable Instant followingAt,
    @Nullable Instant synchronizedAt,
    long durationMillis) {

  /** How far it got. */
  public enum Progress {
    /** It was told. */
    SENT,
    /** It follows the new master and synchronises. */
    SYNCHRONIZING,
    /** It is synchronised. */
    DONE,
    /** It was told and did not follow in time. */
    TIMED_OUT,
    /** It was told when the failover's time was up; nobody waited for it. */
    LAST_TRY
  }
}
