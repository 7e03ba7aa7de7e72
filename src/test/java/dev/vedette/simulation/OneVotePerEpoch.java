package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Answer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each sentinel votes for one candidate in an epoch of a master, and never again. */
final class OneVotePerEpoch extends Invariant {

  private record Ballot(String voter, String master, long epoch) {}

  private final Map<Ballot, String> votes = new HashMap<>();

  OneVotePerEpoch(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "two majorities share a voter, so a voter that votes twice can make two leaders";
  }

  @Override
  void emitted(SentinelHost process, Event event) {
    if (event.type() == EventType.VOTE_FOR_LEADER && event.master() != null) {
      String[] words = event.payload().split(" ", -1);
      voted(process, event.master(), words[0], Long.parseLong(words[1]));
    }
  }

  private void voted(SentinelHost process, @Nullable String master, String leader, long epoch) {
    Ballot ballot = new Ballot(process.runId(), master == null ? "" : master, epoch);
    String before = votes.putIfAbsent(ballot, leader);
    if (before != null && !before.equals(leader)) {
      violated(process, "voted in epoch " + epoch + " for " + before + " and for " + leader);
    }
  }

  @Override
  void answered(SentinelProcess process, Answer answer) {
    if (answer instanceof Answer.MasterDown down && down.leader() != null) {
      // Who is watched anew after it was forgotten gets no vote in an epoch that was seen before.
      boolean forgotten =
          process.disk().masters().size() < cluster.groups.size()
              && process.disk().currentEpoch() >= down.leaderEpoch();
      boolean saved =
          forgotten
              || process.disk().masters().stream()
                  .anyMatch(master -> master.leaderEpoch() >= down.leaderEpoch());
      if (!saved) {
        violated(process, "gave a vote of epoch " + down.leaderEpoch() + " that is not on disk");
      }
    }
  }
}
