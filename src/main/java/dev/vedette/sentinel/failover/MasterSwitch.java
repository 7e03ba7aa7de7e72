package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A master that is another node from now on, or none of ours any more. */
public final class MasterSwitch {

  private MasterSwitch() {}

  /** Raises {@code +switch-master}, from where the master was to where it is. */
  static void announce(Turn turn, Master master, Address from) {
    Address to = master.address();
    turn.emitText(
        EventType.SWITCH_MASTER,
        master,
        String.join(
            " ",
            master.name(),
            turn.announced(from),
            Integer.toString(from.port()),
            turn.announced(to),
            Integer.toString(to.port())));
  }

  /** Raises {@code +slave} for every replica of a new master. */
  static void announceReplicas(Turn turn, Master master) {
    master.replicas().forEach(replica -> turn.emit(EventType.SLAVE, replica));
  }

  /**
   * Somebody else's failover has made another node the master. A failover of ours is over by that:
   * whatever it was about has been decided.
   *
   * @param to where the master is, by a configuration newer than ours
   */
  public static void follow(Turn turn, Master master, Address to) {
    Address from = master.address();
    moveTo(turn, master, to);
    master.failover().clear();
    master.ballot().settle();
    turn.persist();
    announce(turn, master, from);
    announceReplicas(turn, master);
    turn.reconfigureClients(master, Event.Role.OBSERVER, from, to);
  }

  /**
   * The master is at that address from now on, for every rule and everyone who asks. The other
   * nodes are its replicas, the old master among them. Links are kept: what was just sent on them
   * still arrives, nobody is out of sight while the group is rearranged, and a replica that is down
   * stays down. Only the old master, when it is down, gets its time anew, now as a replica.
   */
  static void moveTo(Turn turn, Master master, Address to) {
    Topology topology = turn.topology();
    Link oldLink = master.link();
    Standing oldMaster = new Standing(master, workingLink(master));
    String oldId = master.history().present();
    List<Standing> others = new ArrayList<>();
    @Nullable Replica promoted = null;
    for (Replica replica : master.replicas()) {
      if (replica.address().samePlace(to)) {
        promoted = replica;
      } else {
        others.add(new Standing(replica, replica.link()));
      }
    }
    if (!master.address().samePlace(to)) {
      others.add(oldMaster);
    }
    List<Replica> dropped = topology.dropReplicas(master);
    master.useLink(promoted == null ? null : workingLink(promoted), turn.now());
    topology.beginAt(master, to, turn.now());
    if (promoted != null) {
      master.identify(promoted.runId());
      if (promoted.roleReported() == Role.MASTER) {
        master.history().learnFromMaster(promoted.data());
      }
    }
    for (Standing other : others) {
      Replica replica = topology.addReplica(master, other.address(), turn.now());
      if (replica != null) {
        other.carryOver(replica, turn.now());
        if (other == oldMaster) {
          replica.replacedAs(oldId, oldMaster.runId());
        }
      }
    }
    closeUnused(turn, oldLink);
    dropped.forEach(replica -> closeUnused(turn, replica.link()));
    turn.changed();
  }

  /** What stays of a node whose master has moved. */
  private record Standing(
      Address address,
      String runId,
      @Nullable Link link,
      boolean isDown,
      long downAt,
      Node before) {

    Standing(Node node, @Nullable Link link) {
      this(
          node.address(),
          node.runId(),
          link,
          node instanceof Replica && node.isSubjectivelyDown(),
          node.lastSubjectivelyDownAt(),
          node);
    }

    void carryOver(Replica replica, long now) {
      replica.useLink(link, now);
      replica.identify(runId);
      replica.wantInfoNow();
      replica.rememberRefusals(before);
      switch (before) {
        case Master formerMaster -> replica.provedOurs();
        case Replica known -> replica.remember(known);
      }
      if (isDown) {
        replica.becomeSubjectivelyDown(downAt);
      }
    }
  }

  private static @Nullable Link workingLink(Node node) {
    return node.link().canSend() && !node.isSubjectivelyDown() ? node.link() : null;
  }

  /** Closes the links of a whole group that is no longer watched. */
  public static void release(Turn turn, Master master) {
    for (Instance instance : master.instances()) {
      instance.releaseLink();
      closeUnused(turn, instance.link());
    }
  }

  static void closeUnused(Turn turn, Link link) {
    if (link.refcount() == 0) {
      turn.closeAll(link, "not watched any more");
    }
  }
}
