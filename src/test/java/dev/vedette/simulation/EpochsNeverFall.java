package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.gossip.Hello;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Neither on disk nor in what is announced does an epoch ever become smaller. */
final class EpochsNeverFall extends Invariant {

  private record Announced(long configEpoch, long currentEpoch) {}

  private final Map<String, Announced> announced = new HashMap<>();

  private final Set<String> forgotten = new HashSet<>();

  EpochsNeverFall(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "an epoch that falls takes back a vote or a promotion that others rely on";
  }

  @Override
  void emitted(SentinelHost process, Event event) {
    if (event.type() == EventType.UNMONITOR) {
      announced.remove(process.name + "/" + event.master());
      forgotten.add(process.name + "/" + event.master());
    }
  }

  @Override
  void announced(SentinelProcess process, Hello hello) {
    Announced now = new Announced(hello.configEpoch(), hello.currentEpoch());
    Announced before = announced.put(process.name + "/" + hello.master(), now);
    if (before != null
        && (before.configEpoch > now.configEpoch || before.currentEpoch > now.currentEpoch)) {
      violated(process, "announced " + before + " and then " + now);
    }
  }

  @Override
  void saved(SentinelProcess process, DurableState before, DurableState after) {
    if (before.currentEpoch() > after.currentEpoch()) {
      violated(
          process, "had epoch " + before.currentEpoch() + " on disk, then " + after.currentEpoch());
    }
    for (MasterState now : after.masters()) {
      for (MasterState old : before.masters()) {
        boolean same = old.settings().name().equals(now.settings().name());
        if (same && !forgotten.contains(process.name + "/" + now.settings().name())) {
          compare(process, old, now);
        }
      }
    }
    clear(process);
  }

  /** What is watched anew begins anew. */
  private void clear(SentinelProcess process) {
    forgotten.removeIf(name -> name.startsWith(process.name + "/"));
  }

  private void compare(SentinelProcess process, MasterState old, MasterState now) {
    if (old.configEpoch() > now.configEpoch() || old.leaderEpoch() > now.leaderEpoch()) {
      violated(
          process,
          "saved config epoch "
              + old.configEpoch()
              + " and vote "
              + old.leaderEpoch()
              + ", then "
              + now.configEpoch()
              + " and "
              + now.leaderEpoch());
    }
  }
}
