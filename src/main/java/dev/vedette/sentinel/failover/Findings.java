package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What decisions about a master rest on at this moment, in the form that travels with events. */
public final class Findings {

  private static final String MASTER_OFFSET_FIELD = "master_repl_offset:";
  private static final long UNKNOWN = -1;

  private Findings() {}

  /** What the peers told us about it. */
  public static Evidence.Opinions opinions(Turn turn, Master master) {
    List<Evidence.Opinion> opinions = new ArrayList<>(master.peers().size());
    for (Peer peer : master.peers()) {
      String vote = peer.votedLeader();
      opinions.add(
          new Evidence.Opinion(
              peer.runId(),
              peer.address().announcedWithPort(turn.settings().announceHostnames()),
              peer.saysMasterDown(),
              vote,
              vote == null ? 0 : peer.votedEpoch()));
    }
    return new Evidence.Opinions(master.settings().quorum(), master.voters(), opinions);
  }

  /** Its replicas, as candidates for its place. */
  public static Evidence.Ranking ranking(Turn turn, Master master) {
    long age = master.infoAt() == Times.NEVER ? UNKNOWN : turn.since(master.infoAt());
    return new Evidence.Ranking(
        ReplicaSelection.ranking(turn, master), masterOffset(master.info()), age);
  }

  private static long masterOffset(@Nullable String info) {
    int field = info == null ? -1 : info.indexOf("\n" + MASTER_OFFSET_FIELD);
    if (info == null || field < 0) {
      return UNKNOWN;
    }
    int start = field + 1 + MASTER_OFFSET_FIELD.length();
    int end = start;
    while (end < info.length() && Character.isDigit(info.charAt(end))) {
      end++;
    }
    try {
      return Long.parseLong(info, start, end, 10);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }
}
