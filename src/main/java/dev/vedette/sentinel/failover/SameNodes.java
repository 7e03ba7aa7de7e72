package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;

/**
 * One node that is in the list under two addresses: by a name and by number, or in both address
 * families. One run id is one process. Two records of it would be told to follow each other.
 */
public final class SameNodes {

  private SameNodes() {}

  /**
   * A node has told its run id. If another record of the group has the same one, only one of them
   * is kept: the master, the one that is being promoted, else the one that can be reached and was
   * there first.
   *
   * @return whether {@code node} is still there
   */
  public static boolean keepOne(Turn turn, Node node) {
    if (node.runId().isEmpty()) {
      return true;
    }
    Master master = node.master();
    if (node instanceof Replica replica && isSame(node, master)) {
      return !drop(turn, replica, master);
    }
    for (Replica other : master.replicas()) {
      if (other != node && isSame(other, node)) {
        boolean keepsOther =
            node instanceof Replica mine
                && !mine.isPromoted()
                && (other.isPromoted() || isReachable(other));
        return keepsOther ? !drop(turn, (Replica) node, other) : drop(turn, other, node);
      }
    }
    return true;
  }

  private static boolean isSame(Node a, Node b) {
    return a.runId().equals(b.runId());
  }

  private static boolean isReachable(Node node) {
    return node.link().canSend() && !node.isSubjectivelyDown();
  }

  private static boolean drop(Turn turn, Replica replica, Node kept) {
    turn.emit(
        EventType.SAME_NODE,
        replica,
        "is " + kept.address().announcedWithPort(turn.settings().announceHostnames()));
    replica.master().isAlsoAt(replica.address());
    drop(turn, replica);
    return true;
  }

  /** Forgets a replica. */
  static void drop(Turn turn, Replica replica) {
    Link link = replica.link();
    turn.topology().removeReplica(replica);
    MasterSwitch.closeUnused(turn, link);
    turn.persist();
    turn.changed();
  }
}
