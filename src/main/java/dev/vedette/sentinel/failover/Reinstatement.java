package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.topology.InfoReport;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;

/**
 * Our own master says that it follows one of its replicas, and none of them may be promoted: they
 * follow each other in a circle, or have less than it has. Nobody would ever be the master again.
 * The data of the group is where it was, so whoever is elected to fail over tells the master to be
 * one again. One that was made to follow a node which is none of ours is left to those who did it.
 */
final class Reinstatement {

  private Reinstatement() {}

  /**
   * Orders it, if that is how it is.
   *
   * @return whether it was ordered
   */
  static boolean order(Turn turn, Master master) {
    InfoReport report = master.report();
    Replica followed = Allegiance.followed(turn, master);
    if (report == null
        || followed == null
        || report.synchronising()
        || report.loading()
        || DataLoss.hasFewer(master, report)
        || master.link().silence().isLongerThan(turn.timings().publishPeriod(), turn.now())
        || !hasOurData(turn, master, report)
        || !RoleChange.reinstate(turn, master)) {
      return false;
    }
    turn.log(
        master,
        "Master "
            + master.name()
            + " says that it follows "
            + followed.name()
            + ", and no replica may be promoted: it is told to be a master again");
    return true;
  }

  /** It has not received anything, or from a node that has our data itself. */
  private static boolean hasOurData(Turn turn, Master master, InfoReport report) {
    Replica source = Allegiance.source(turn, master);
    return report.masterLinkDownMillis() == InfoReport.UNKNOWN
        || !master.history().isKnown()
        || Heritage.isOurs(master.history(), report.data())
        || (source != null && Heritage.isOurs(master.history(), source.data()));
  }
}
