package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Setting replicas right that are not what they should be, such as an old master that comes back.
 * Only with patience, because the newer configuration may be theirs and still on its way to us, and
 * only towards a master that is fine.
 */
public final class Corrections {

  /** How many hello periods a replica may claim to be a master before it is turned back. */
  private static final int PATIENCE_PUBLISH_PERIODS = 4;

  private Corrections() {}

  /** A replica says that it is a master, and it is not the one being promoted. */
  public static void convertToReplica(Turn turn, Replica replica) {
    long patience = turn.timings().publishPeriod() * PATIENCE_PUBLISH_PERIODS;
    Master master = replica.master();
    // Whoever is unaware was not promoted by anybody: no newer configuration is on its way, and
    // what clients write to it meanwhile is lost.
    if (!replica.isPromoted()
        && looksSane(turn, master)
        && (replica.isUnawareOfReplacement()
            || (replica.hasRestartedAsReplaced() && isUncontested(master))
            || turn.since(firstSeenAsMaster(replica)) > patience)) {
      correct(turn, replica, EventType.CONVERT_TO_SLAVE);
    }
  }

  /** Nobody is about to make another node the master, as far as we have heard. */
  private static boolean isUncontested(Master master) {
    return master.leaderEpoch() <= master.configEpoch()
        && master.peers().stream().noneMatch(Peer::saysMasterDown);
  }

  /**
   * The master that was replaced by us: it is told what it is from now on. At the moment of the
   * replacement it cannot know yet; later it may have learned it from somebody else.
   */
  static void demote(Turn turn, Replica replica) {
    boolean justReplaced = turn.now() == replica.master().failover().stateSince();
    boolean isAstray =
        replica.infoAt() != Times.NEVER && !follows(turn, replica, replica.master().address());
    if (justReplaced || replica.roleReported() == Role.MASTER || isAstray) {
      correct(turn, replica, EventType.CONVERT_TO_SLAVE);
    }
  }

  /**
   * Looks again at a replica that is not what it should be when patience with it ends, not at the
   * next INFO some seconds later.
   */
  public static void scheduleLook(Turn turn, Replica replica) {
    long patienceEndsAt = patienceEndsAt(turn, replica);
    if (turn.now() < patienceEndsAt) {
      turn.wakeAt(patienceEndsAt);
    } else if (replica.infoAnsweredAt() < patienceEndsAt
        && !replica.isInfoPending()
        && !replica.isInfoWanted()) {
      replica.wantInfoNow();
      turn.changed();
    }
  }

  private static long patienceEndsAt(Turn turn, Replica replica) {
    if (replica.isPromoted() || isAway(turn, replica) || replica.infoAt() == Times.NEVER) {
      return Times.FOREVER;
    }
    Master master = replica.master();
    return switch (replica.roleReported()) {
      case MASTER ->
          firstSeenAsMaster(replica)
              + turn.timings().publishPeriod() * PATIENCE_PUBLISH_PERIODS
              + 1;
      case REPLICA ->
          follows(turn, replica, master.address())
              ? Times.FOREVER
              : firstSeenAstray(replica) + master.settings().failoverTimeoutMillis() + 1;
    };
  }

  /** A replica follows somebody else than its master. */
  public static void fixMaster(Turn turn, Replica replica) {
    Master master = replica.master();
    if (follows(turn, replica, master.address())) {
      return;
    }
    long patience = master.settings().failoverTimeoutMillis();
    if (looksSane(turn, master) && turn.since(firstSeenAstray(replica)) > patience) {
      correct(turn, replica, EventType.FIX_SLAVE_CONFIG);
    }
  }

  /** An operator wants that node to be a replica, now. */
  static void takeOver(Turn turn, Replica replica) {
    correct(turn, replica, EventType.CONVERT_TO_SLAVE);
  }

  /**
   * Each order disconnects the clients of the replica, and its effect is looked at right after: one
   * that does not obey would be told again without a pause.
   */
  private static void correct(Turn turn, Replica replica, EventType event) {
    if (!isAway(turn, replica)
        && !ForeignNodes.isLeftAlone(replica)
        && turn.since(replica.correctedAt()) >= turn.timings().infoPeriod()
        && RoleChange.toReplicaOf(turn, replica, replica.master().address())) {
      replica.corrected(turn.now());
      turn.emit(event, replica);
    }
  }

  /** Whether a replica says that it follows the node at that address. */
  static boolean follows(Turn turn, Replica replica, Address address) {
    String host = replica.masterHost();
    return host != null && replica.masterPort() == address.port() && isHost(turn, address, host);
  }

  private static boolean isHost(Turn turn, Address address, String host) {
    if (address.host().equalsIgnoreCase(host) || address.ip().equalsIgnoreCase(host)) {
      return true;
    }
    @Nullable Address other = turn.address(host, address.port());
    return other != null && address.samePlace(other);
  }

  private static boolean looksSane(Turn turn, Master master) {
    return master.roleReported() == Role.MASTER
        && !master.isSubjectivelyDown()
        && !master.isObjectivelyDown()
        && turn.since(master.infoAt()) < turn.timings().infoPeriod() * 2;
  }

  /** It cannot be told anything, or what it is told comes too late to be right. */
  private static boolean isAway(Turn turn, Replica replica) {
    return replica.isSubjectivelyDown()
        || replica.link().silence().isLongerThan(turn.timings().publishPeriod(), turn.now());
  }

  /** Since when it has claimed to be a master under our eyes: no absence counts as patience. */
  private static long firstSeenAsMaster(Replica replica) {
    return Math.max(replica.roleReportedAt(), replica.link().reachableSince());
  }

  private static long firstSeenAstray(Replica replica) {
    return Math.max(replica.masterChangedAt(), replica.link().reachableSince());
  }
}
