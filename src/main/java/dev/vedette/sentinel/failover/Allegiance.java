package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.InfoReport;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.turn.Turn;
import org.jspecify.annotations.Nullable;

/** Whom our own master follows when somebody has told it to, past all sentinels. */
final class Allegiance {

  private Allegiance() {}

  /**
   * The node of the group that the data of our master comes from by now, maybe through others; null
   * while our master is a master, or has not received all of it, and when they follow each other in
   * a circle.
   */
  static @Nullable Replica source(Turn turn, Master master) {
    InfoReport report = master.report();
    if (report == null || !report.masterLinkUp()) {
      return null;
    }
    Replica source = followed(turn, master);
    for (int steps = 0; source != null && steps <= master.replicas().size(); steps++) {
      if (source.roleReported() == Role.MASTER) {
        return source;
      }
      source =
          source.isMasterLinkUp()
              ? at(turn, master, source.masterHost(), source.masterPort())
              : null;
    }
    return null;
  }

  /** The node of the group that our master says it follows; null when it follows none of them. */
  static @Nullable Replica followed(Turn turn, Master master) {
    InfoReport report = master.report();
    return report == null || report.role() != Role.REPLICA
        ? null
        : at(turn, master, report.masterHost(), report.masterPort());
  }

  private static @Nullable Replica at(Turn turn, Master master, @Nullable String host, int port) {
    Address place = host == null ? null : turn.address(host, port);
    return place == null ? null : master.replicaAt(place);
  }
}
