package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Putting a master back to its beginnings, here or at another address. */
public final class MasterSwitch {

  private MasterSwitch() {}

  /** Raises {@code +switch-master}. */
  public static void announce(Turn turn, Master master, Address to) {
    Address from = master.address();
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

  /**
   * The master is at that address from now on. The other nodes are its replicas, the old master
   * among them. Links that work are kept: what was just sent on them still arrives, and nobody is
   * out of sight while the group is rearranged.
   */
  public static void switchTo(Turn turn, Master master, Address to) {
    List<Node> nodes = new ArrayList<>(master.replicas());
    nodes.add(master);
    Link newLink = null;
    List<Standing> others = new ArrayList<>();
    for (Node node : nodes) {
      if (node.address().samePlace(to)) {
        newLink = workingLink(node);
      } else {
        others.add(new Standing(node.address(), workingLink(node)));
      }
    }
    Link oldLink = master.link();
    List<Replica> dropped = turn.topology().dropReplicas(master);
    master.useLink(newLink, turn.now());
    turn.topology().startOver(master, to, turn.now());
    turn.topology().forgetDownTimes(master);
    turn.persist();
    for (Standing other : others) {
      Replica replica = turn.topology().addReplica(master, other.address(), turn.now());
      if (replica != null) {
        replica.useLink(other.link(), turn.now());
        turn.emit(EventType.SLAVE, replica);
      }
    }
    closeUnused(turn, oldLink);
    dropped.forEach(replica -> closeUnused(turn, replica.link()));
    turn.changed();
  }

  private record Standing(Address address, @Nullable Link link) {}

  private static @Nullable Link workingLink(Node node) {
    return node.link().canSend() && !node.isSubjectivelyDown() ? node.link() : null;
  }

  /** Forgets replicas, sentinels and failover of a master, and finds them anew. */
  public static void reset(Turn turn, Master master) {
    for (Peer peer : turn.topology().dropPeers(master)) {
      closeUnused(turn, peer.link());
    }
    for (Replica replica : turn.topology().dropReplicas(master)) {
      closeUnused(turn, replica.link());
    }
    turn.closeAll(master.link(), "the master was reset");
    turn.topology().startOver(master, master.address(), turn.now());
    turn.persist();
    turn.emit(EventType.RESET_MASTER, master);
    turn.changed();
  }

  /** Closes the links of a whole group that is no longer watched. */
  public static void release(Turn turn, Master master) {
    for (Instance instance : master.instances()) {
      instance.releaseLink();
      closeUnused(turn, instance.link());
    }
  }

  private static void closeUnused(Turn turn, Link link) {
    if (link.refcount() == 0) {
      turn.closeAll(link, "not watched any more");
    }
  }
}
