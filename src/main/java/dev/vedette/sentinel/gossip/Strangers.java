package dev.vedette.sentinel.gossip;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.failover.Heritage;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Sentinels that watch another group under the name of one of ours. They are heard when a node has
 * moved from one group to the other. Their master is not ours, and they have no vote, however new
 * their configuration is. A sentinel that has never been heard of is one of them when it names a
 * master that nothing here speaks for, while ours is there and is one. So a sentinel that was
 * started with an outdated address still finds its group: its master does not answer, or says that
 * it is a replica. Nor is one a stranger that was a peer until a reset just now: when all of a
 * group are reset while the master changes, some know the old one and some the new one.
 */
final class Strangers {

  private Strangers() {}

  /** Whether a hello comes from one of them; that is told once for each. */
  static boolean isOne(
      Turn turn, Master master, Hello hello, Address sender, @Nullable Address masterPlace) {
    if (masterPlace == null
        || isKnown(turn, hello.runId())
        || master.hasPartedFrom(hello.runId(), turn.now())
        || master.address().samePlace(masterPlace)
        || !isThere(master)
        || isOfGroup(turn, master, masterPlace)) {
      return false;
    }
    if (master.meetStranger(hello.runId())) {
      turn.emit(
          EventType.FOREIGN_SENTINEL,
          master,
          String.join(
              " ",
              "sentinel",
              hello.runId(),
              turn.announced(sender),
              Integer.toString(sender.port()),
              "has",
              turn.announced(masterPlace),
              Integer.toString(masterPlace.port())));
    }
    return true;
  }

  private static boolean isKnown(Turn turn, String runId) {
    return turn.topology().masters().stream().anyMatch(master -> master.peer(runId) != null);
  }

  private static boolean isThere(Master master) {
    return !master.isSubjectivelyDown()
        && master.link().canSend()
        && !master.runId().isEmpty()
        && master.roleReported() == Role.MASTER;
  }

  /** A node of ours with our data is there, or follows the node that is there. */
  private static boolean isOfGroup(Turn turn, Master master, Address place) {
    for (Replica replica : master.replicas()) {
      boolean concerns =
          replica.address().samePlace(place)
              || (replica.isMasterLinkUp() && Heritage.follows(turn, replica, place));
      if (concerns && !Heritage.isForeign(replica)) {
        return true;
      }
    }
    return false;
  }
}
