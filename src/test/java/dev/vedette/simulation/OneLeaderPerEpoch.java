package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.view.MasterView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who promotes without being told to by an operator has a majority behind it, and is alone. */
final class OneLeaderPerEpoch extends Invariant {

  private record Term(String master, long epoch) {}

  private final Map<Term, String> leaders = new HashMap<>();
  private final Set<String> forced = new HashSet<>();
  private final Map<String, Map<Long, Set<String>>> votes = new HashMap<>();

  OneLeaderPerEpoch(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "two leaders of one epoch promote two replicas, and nobody can tell which is newer";
  }

  @Override
  void emitted(SentinelHost process, Event event) {
    if (event.type() == EventType.TRY_FAILOVER
        && event.evidence() instanceof Evidence.Attempt attempt
        && attempt.byOperator()) {
      forced.add(process.runId() + "@" + event.epoch());
    } else if (event.type() == EventType.VOTE_FOR_LEADER) {
      String[] words = event.payload().split(" ", -1);
      votes
          .computeIfAbsent(words[0] + "/" + event.master(), key -> new HashMap<>())
          .computeIfAbsent(Long.parseLong(words[1]), epoch -> new HashSet<>())
          .add(process.runId());
    }
  }

  @Override
  void ordered(SentinelProcess process, RedisNode node, String host, String port) {
    if (!host.equals("NO")) {
      return;
    }
    MasterView master = process.view(node.group.name());
    if (master == null) {
      violated(process, "promotes for a master that it does not watch");
      return;
    }
    long epoch = master.failoverEpoch();
    if (forced.contains(process.runId() + "@" + epoch)) {
      return;
    }
    String before = leaders.putIfAbsent(new Term(master.name(), epoch), process.runId());
    if (before != null && !before.equals(process.runId())) {
      violated(process, "leads in epoch " + epoch + " as well as " + before);
    }
    int given =
        votes
            .getOrDefault(process.runId() + "/" + master.name(), Map.of())
            .getOrDefault(epoch, Set.of())
            .size();
    if (given < master.majority() || given < master.settings().quorum()) {
      violated(process, "promotes in epoch " + epoch + " with " + given + " votes");
    }
  }
}
