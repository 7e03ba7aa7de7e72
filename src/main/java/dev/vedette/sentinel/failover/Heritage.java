package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.DataHistory;
import dev.vedette.sentinel.topology.InfoReport;
import dev.vedette.sentinel.topology.InfoReport.DataSet;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.turn.Turn;

/**
 * What the data of a replica is to its group. Whoever is promoted gives its data to all others, so
 * this comes before priority and offset: the better ones first, and some never.
 */
public enum Heritage {
  /** What the present master has, or what has come of it since. */
  PRESENT,
  /** What the present master had until it began a new history, by a restart or a promotion. */
  PREVIOUS,
  /** What the group had under a master before: it lacks what was written since. */
  FORMER,
  /** Nothing is known against it: old servers do not tell, or we have not been told yet. */
  UNKNOWN,
  /** Nothing is known of its data, and the master it follows is none of the group. */
  STRANGE_MASTER,
  /** It was of the group, has restarted, and has what its disk gave back. */
  FROM_DISK,
  /** What a master had after it came back without the data of the group. */
  EMPTIED,
  /**
   * It was a replica of ours until somebody made it a master, maybe a leader who then died; or our
   * own master follows it and has its data.
   */
  PROMOTED,
  /** It says that it is a master. */
  NOT_A_REPLICA,
  /** It has no complete data of this master. */
  NEVER_SYNCHRONISED,
  /** It has data of another group. */
  FOREIGN;

  /** Learns from an INFO which data is that of the group. */
  public static void learn(Turn turn, Node node, InfoReport report) {
    switch (node) {
      case Master master -> {
        if (report.role() == Role.MASTER) {
          learn(master, report);
        } else if (hasReceivedNothing(master, report)) {
          master.history().learnFromMaster(report.data());
        }
      }
      case Replica replica -> learn(turn, replica, report);
    }
  }

  /** Our master was made a replica, and what it has is still what it had before. */
  private static boolean hasReceivedNothing(Master master, InfoReport report) {
    return report.role() == Role.REPLICA
        && report.masterLinkDownMillis() == InfoReport.UNKNOWN
        && !report.synchronising()
        && report.data().keys() > 0
        && !DataLoss.hasFewer(master, report);
  }

  /**
   * A master that lost its data does not speak for the group as long as a replica has what it lost.
   */
  private static void learn(Master master, InfoReport report) {
    DataHistory history = master.history();
    boolean lost =
        master.hasLostData()
            && master.replicas().stream().anyMatch(r -> isPresent(history, r.data()));
    if (lost) {
      history.learnLost(report.data().id());
    } else {
      master.lostData(false);
      history.learnFromMaster(report.data());
    }
  }

  private static void learn(Turn turn, Replica replica, InfoReport report) {
    Master master = replica.master();
    DataHistory history = master.history();
    boolean wasOurs = replica.hasBeenOurs();
    boolean follows =
        report.role() == Role.REPLICA && Corrections.follows(turn, replica, master.address());
    boolean promotedByUs =
        report.role() == Role.MASTER && replica.isPromoted() && isWhatWasChosen(replica);
    if (promotedByUs || (follows && provesItself(turn, replica, wasOurs))) {
      history.learn(report.data().id());
    }
    if (isOurs(history, report.data())) {
      replica.provedOurs();
    }
  }

  /**
   * Who is connected to our master has its data. Who was connected to it had it too; this is only
   * believed when the master itself has never said what its data is, or of an old acquaintance.
   */
  private static boolean provesItself(Turn turn, Replica replica, boolean wasOurs) {
    boolean mayBeBelieved = wasOurs || replica.master().history().present().isEmpty();
    return replica.isMasterLinkUp() || (mayBeBelieved && replica.hasBeenConnected(turn.now()));
  }

  /**
   * Whether a node that says master by now can be the replica that was chosen: the same process, or
   * one that has restarted since and goes on from our data. Its address may have been given away.
   */
  static boolean isWhatWasChosen(Replica replica) {
    return replica.isProcessPromoted() || !isForeign(replica);
  }

  /** Whether that replica is known to have the data of another group. */
  public static boolean isForeign(Replica replica) {
    DataHistory history = replica.master().history();
    return history.isKnown() && !replica.data().id().isEmpty() && !isOurs(history, replica.data());
  }

  /** Whether a replica says that it follows the node at that address. */
  public static boolean follows(Turn turn, Replica replica, Address place) {
    return Corrections.follows(turn, replica, place);
  }

  /** Whether a data set is one that the group has had; not, when nothing is known. */
  static boolean isOurs(DataHistory history, DataSet data) {
    return history.contains(data.id()) || history.contains(data.formerId());
  }

  /** What the data of that replica is to its group now. */
  static Heritage of(Turn turn, Replica replica) {
    Master master = replica.master();
    DataHistory history = master.history();
    if (replica.roleReported() == Role.MASTER) {
      return ofMaster(turn, master, replica);
    }
    boolean ours = isOurs(history, replica.data());
    boolean known = history.isKnown() && !replica.data().id().isEmpty();
    if (replica.isSynchronising() || replica.masterLinkDownMillis() == InfoReport.UNKNOWN) {
      return unlinked(master, replica, ours, known);
    }
    if (!known) {
      return followsStranger(turn, master, replica) ? STRANGE_MASTER : UNKNOWN;
    }
    if (!ours) {
      return FOREIGN;
    }
    if (isPresent(history, replica.data())) {
      return PRESENT;
    }
    boolean inStep =
        replica.isMasterLinkUp() && Corrections.follows(turn, replica, master.address());
    return inStep || isNeeded(master) || history.present().isEmpty()
        ? former(history, replica.data())
        : NEVER_SYNCHRONISED;
  }

  private static boolean isPresent(DataHistory history, DataSet data) {
    String present = history.present();
    return !present.isEmpty() && (present.equals(data.id()) || present.equals(data.formerId()));
  }

  private static Heritage former(DataHistory history, DataSet data) {
    if (history.isLost(data.id(), data.formerId())) {
      return EMPTIED;
    }
    return !data.id().isEmpty() && data.id().equals(history.previous()) ? PREVIOUS : FORMER;
  }

  /**
   * As long as the master is there, and is one, nobody needs to replace it who has less than it
   * has.
   */
  private static boolean isNeeded(Master master) {
    return master.isSubjectivelyDown() || master.roleReported() == Role.REPLICA;
  }

  /**
   * A promotion that nobody finished must not leave a group without a master for ever. But who
   * began as a master and is to become a replica has what the others do not have, and the other way
   * round; unless our own master follows it by now, and has thrown its own data away for that.
   */
  private static Heritage ofMaster(Turn turn, Master master, Replica replica) {
    DataHistory history = master.history();
    boolean knownAsReplica =
        replica.hasBeenReplicaInThisLife()
            && (!history.isKnown() || isOurs(history, replica.data()));
    boolean nothingElseKnown = !history.isKnown() && !replica.data().formerId().isEmpty();
    return isNeeded(master)
            && (knownAsReplica || nothingElseKnown || isFollowed(turn, master, replica))
        ? PROMOTED
        : NOT_A_REPLICA;
  }

  private static boolean isFollowed(Turn turn, Master master, Replica replica) {
    return !ForeignNodes.isLeftAlone(replica) && replica.equals(Allegiance.source(turn, master));
  }

  /**
   * It has not been connected to a master since it started, or is receiving all data anew. What it
   * has is what its disk gave back, or what it had before.
   */
  private static Heritage unlinked(Master master, Replica replica, boolean ours, boolean known) {
    if (!isNeeded(master)) {
      return NEVER_SYNCHRONISED;
    }
    if (ours) {
      DataHistory history = master.history();
      return isPresent(history, replica.data()) ? PRESENT : former(history, replica.data());
    }
    if (replica.isSynchronising()) {
      return NEVER_SYNCHRONISED;
    }
    if (replica.hasBeenOurs() && replica.data().keys() > 0) {
      return FROM_DISK;
    }
    // Without a data set of its own, a server counts from one.
    return !known && replica.offset() > 1 ? UNKNOWN : NEVER_SYNCHRONISED;
  }

  private static boolean followsStranger(Turn turn, Master master, Replica replica) {
    if (replica.masterHost() == null) {
      return false;
    }
    for (Replica other : master.replicas()) {
      if (other != replica && Corrections.follows(turn, replica, other.address())) {
        return false;
      }
    }
    Address place = master.address();
    return !Corrections.follows(turn, replica, place);
  }
}
