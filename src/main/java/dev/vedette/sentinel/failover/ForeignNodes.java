package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.topology.Claim;
import dev.vedette.sentinel.topology.Foreignness;
import dev.vedette.sentinel.topology.Foreignness.Kind;
import dev.vedette.sentinel.topology.InfoReport;
import dev.vedette.sentinel.topology.InfoReport.Listed;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nodes at an address of ours that belong to somebody else: an address was given away, or a list is
 * out of date. To make one a replica would wipe the other group's data, so evidence decides, and
 * where there is some an operator has to. Whose data is known to be ours is ours, whatever others
 * say of it.
 */
public final class ForeignNodes {

  /** A claim counts for so long: sentinels repeat it every two seconds. */
  private static final long CLAIM_MILLIS = 60_000;

  /** So many of its replicas are named. */
  private static final int NAMED_REPLICAS = 3;

  private ForeignNodes() {}

  /** Looks at a replica anew after its INFO, and tells what has changed. */
  public static void judge(Turn turn, Replica replica, InfoReport report) {
    Foreignness before = replica.foreignness();
    Foreignness found = replica.isAdopted() ? null : find(turn, replica, report);
    replica.becomeForeign(found, report.runId());
    if (found != null && (before == null || before.kind() != found.kind())) {
      turn.emit(EventType.FOREIGN_NODE, replica, found.detail());
    } else if (found == null && before != null) {
      turn.emit(EventType.FOREIGN_NODE_CLEARED, replica);
    }
  }

  private static @Nullable Foreignness find(Turn turn, Replica replica, InfoReport report) {
    if (Heritage.isOurs(replica.master().history(), report.data())) {
      return isStillOfOthers(replica, report) ? replica.foreignness() : null;
    }
    Claim claim = replica.claim();
    if (claim != null && turn.since(claim.heardAt()) <= CLAIM_MILLIS) {
      return new Foreignness(
          Kind.CLAIMED, "claimed by group " + claim.group() + " of master " + claim.master());
    }
    if (report.role() == Role.MASTER) {
      List<String> strangers = strangers(replica.master(), report);
      return strangers.isEmpty()
          ? null
          : new Foreignness(
              Kind.HAS_REPLICAS, "has replicas of its own: " + String.join(", ", strangers));
    }
    return hasOtherData(turn, replica, report)
        ? new Foreignness(
            Kind.HAS_OTHER_DATA,
            "has the data of "
                + Address.hostAndPort(String.valueOf(report.masterHost()), report.masterPort()))
        : null;
  }

  /**
   * Our master was made to follow it, and has taken its data: by that it does not become ours. It
   * is the same process as before and has the same strangers.
   */
  private static boolean isStillOfOthers(Replica replica, InfoReport report) {
    Foreignness before = replica.foreignness();
    return before != null
        && before.kind() == Kind.HAS_REPLICAS
        && report.role() == Role.MASTER
        && report.runId().equals(replica.foreignAs())
        && !strangers(replica.master(), report).isEmpty();
  }

  private static List<String> strangers(Master master, InfoReport report) {
    List<String> strangers = new ArrayList<>();
    for (Listed listed : report.replicas()) {
      Address place = place(listed.host(), listed.port());
      if (strangers.size() < NAMED_REPLICAS && !isOfGroup(master, place)) {
        strangers.add(place.announcedWithPort(true));
      }
    }
    return strangers;
  }

  private static boolean isOfGroup(Master master, Address place) {
    return master.address().samePlace(place)
        || master.replicas().stream().anyMatch(other -> other.address().samePlace(place));
  }

  private static Address place(String host, int port) {
    return new Address(host, Host.isNumeric(host) ? host : "", port);
  }

  /** Only when the master has told its data since: its id may be the one that is new. */
  private static boolean hasOtherData(Turn turn, Replica replica, InfoReport report) {
    if (!report.masterLinkUp() || Heritage.of(turn, replica) != Heritage.FOREIGN) {
      replica.otherDataSince(null);
      return false;
    }
    Long since = replica.otherDataSince();
    if (since == null) {
      replica.otherDataSince(turn.now());
      return false;
    }
    return replica.master().infoAt() > since;
  }

  /**
   * A hello was heard on a node of ours that is about another group. The same nodes can be watched
   * under two names: whoever says that our master is the master does not claim anything.
   */
  public static void heardOn(
      Turn turn, Replica replica, String group, String masterHost, int masterPort) {
    Master master = replica.master();
    if (group.equals(master.name())) {
      return;
    }
    Address place = place(masterHost, masterPort);
    if (!master.address().samePlace(place)) {
      replica.claimedBy(new Claim(group, place.announcedWithPort(true), turn.now()));
    }
  }

  /** Whether that node must not be told to follow our master. */
  static boolean isLeftAlone(Replica replica) {
    Foreignness foreignness = replica.foreignness();
    return foreignness != null && foreignness.isLeftAlone();
  }

  /** An operator has decided that it is ours: it becomes a replica, whatever it has. */
  public static void adopt(Turn turn, Replica replica) {
    if (replica.foreignness() != null) {
      turn.emit(EventType.FOREIGN_NODE_CLEARED, replica, "adopted");
    }
    replica.adopt();
    replica.becomeForeign(null, "");
    Role role = replica.roleReported();
    if (role == Role.MASTER || !Corrections.follows(turn, replica, replica.master().address())) {
      Corrections.takeOver(turn, replica);
    }
    turn.changed();
  }

  /** An operator has decided that it is not ours, or is gone for good. */
  public static void forget(Turn turn, Replica replica) {
    if (replica.foreignness() != null) {
      turn.emit(EventType.FOREIGN_NODE_CLEARED, replica, "dismissed");
    }
    turn.log(replica.master(), "Replica " + replica.name() + " is forgotten, as an operator wants");
    SameNodes.drop(turn, replica);
    replica.master().wantInfoNow();
  }
}
