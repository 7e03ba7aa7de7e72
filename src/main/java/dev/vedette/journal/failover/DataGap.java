package dev.vedette.journal.failover;

import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.event.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How far the new master was behind the old one, by their replication offsets when it was chosen.
 *
 * @param masterOffset of the old master in its last INFO
 * @param masterOffsetAgeMillis how old that INFO was: writes since then are not in it
 * @param promotedOffset of the chosen replica
 * @param bytesBehind what the replica is known to have missed, at least; 0 when it had received
 *     everything the old master was known to have
 */
public record DataGap(
    long masterOffset, long masterOffsetAgeMillis, long promotedOffset, long bytesBehind) {

  /** The gap of that replica, null when the ranking does not know one of the offsets. */
  static @Nullable DataGap of(Evidence.Ranking ranking, String replica) {
    if (ranking.masterOffset() < 0) {
      return null;
    }
    for (Verdict verdict : ranking.verdicts()) {
      if (verdict.replica().equals(replica)) {
        return new DataGap(
            ranking.masterOffset(),
            ranking.masterOffsetAgeMillis(),
            verdict.offset(),
            Math.max(0, ranking.masterOffset() - verdict.offset()));
      }
    }
    return null;
  }
}
