package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;

/** Once the world is at rest and nothing goes wrong, nobody starts anything. */
final class QuietWhenNothingHappens extends Invariant {

  QuietWhenNothingHappens(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "a group that moves its master to and fro without a reason loses writes each time";
  }

  @Override
  void emitted(SentinelHost process, Event event) {
    boolean stirs =
        event.type() == EventType.TRY_FAILOVER
            || event.type() == EventType.SWITCH_MASTER
            || event.type() == EventType.CONVERT_TO_SLAVE
            || event.type() == EventType.FIX_SLAVE_CONFIG;
    if (stirs && cluster.isCalm()) {
      violated(process, "does " + event.line() + " while all is well");
    }
  }
}
