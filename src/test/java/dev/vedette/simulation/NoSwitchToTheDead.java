package dev.vedette.simulation;

import dev.vedette.sentinel.gossip.Hello;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import java.util.HashMap;
import java.util.Map;

/** A new configuration never names a node that nobody could reach for long. */
final class NoSwitchToTheDead extends Invariant {

  private static final long LONG_MILLIS = 30_000;

  private record Known(long epoch, Address place) {}

  private final Map<String, Known> newest = new HashMap<>();

  NoSwitchToTheDead(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "clients would be sent to a place where nothing answers, away from one that does";
  }

  /** It is decided when it is saved; who dies then may tell it much later. */
  @Override
  void saved(SentinelProcess process, DurableState before, DurableState after) {
    for (MasterState master : after.masters()) {
      Address place = master.address();
      judge(process, master.settings().name(), master.configEpoch(), place);
    }
  }

  @Override
  void announced(SentinelProcess process, Hello hello) {
    Address place = cluster.directory.address(hello.masterHost(), hello.masterPort());
    judge(process, hello.master(), hello.configEpoch(), place);
  }

  private void judge(SentinelProcess process, String master, long epoch, Address place) {
    Known known = newest.get(master);
    if (known != null && known.epoch >= epoch) {
      return;
    }
    newest.put(master, new Known(epoch, place));
    RedisNode node = cluster.directory.node(place);
    if (known == null || node == null || known.place.samePlace(place)) {
      return;
    }
    if (cluster.reach.unreachedForMillis(node) > LONG_MILLIS) {
      violated(process, "names " + node + " in config epoch " + epoch);
    }
  }
}
