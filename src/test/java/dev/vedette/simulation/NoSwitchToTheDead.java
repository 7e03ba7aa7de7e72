package dev.vedette.simulation;

import dev.vedette.sentinel.gossip.Hello;
import java.util.HashMap;
import java.util.Map;

/** A new configuration never names a node that nobody could reach for long. */
final class NoSwitchToTheDead extends Invariant {

  private static final long LONG_MILLIS = 30_000;

  private record Known(long epoch, String place) {}

  private final Map<String, Known> newest = new HashMap<>();

  NoSwitchToTheDead(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "clients would be sent to a place where nothing answers, away from one that does";
  }

  @Override
  void announced(SentinelProcess process, Hello hello) {
    Known known = newest.get(hello.master());
    if (known != null && known.epoch >= hello.configEpoch()) {
      return;
    }
    Known now = new Known(hello.configEpoch(), hello.masterHost() + ":" + hello.masterPort());
    newest.put(hello.master(), now);
    RedisNode node =
        cluster.directory.node(cluster.directory.address(hello.masterHost(), hello.masterPort()));
    if (known == null || node == null || known.place.equals(now.place)) {
      return;
    }
    if (cluster.reach.unreachedForMillis(node) > LONG_MILLIS) {
      violated(process, "names " + node + " in config epoch " + hello.configEpoch());
    }
  }
}
