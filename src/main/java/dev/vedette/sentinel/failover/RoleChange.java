package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.PendingCommand.Kind;
import dev.vedette.sentinel.turn.Turn;
import java.util.List;

/**
 * Ordering a node to be a master or to follow another one. It is one transaction: the new role,
 * written to the node's own configuration, and all its clients disconnected so that they ask again
 * who the master is. Replies do not matter; what it has become is seen in its INFO, which is asked
 * for right after.
 */
public final class RoleChange {

  private RoleChange() {}

  /** Orders a node to be a master. Returns false when it is not connected. */
  public static boolean toMaster(Turn turn, Node node) {
    return order(turn, node, "NO", "ONE");
  }

  /** Orders a node to follow the one at that address. Returns false when it is not connected. */
  public static boolean toReplicaOf(Turn turn, Node node, Address master) {
    return order(turn, node, turn.announced(master), Integer.toString(master.port()));
  }

  private static boolean order(Turn turn, Node node, String host, String port) {
    if (!node.link().canSend()) {
      return false;
    }
    turn.send(node, Kind.IGNORED, List.of("MULTI"));
    turn.send(node, Kind.IGNORED, List.of("SLAVEOF", host, port));
    commit(turn, node);
    return true;
  }

  /** Writes the role a node has got to its own configuration, and disconnects its clients. */
  static void makePermanent(Turn turn, Node node) {
    if (node.link().canSend()) {
      turn.send(node, Kind.IGNORED, List.of("MULTI"));
      commit(turn, node);
    }
  }

  private static void commit(Turn turn, Node node) {
    turn.send(node, Kind.IGNORED, List.of("CONFIG", "REWRITE"));
    turn.send(node, Kind.IGNORED, List.of("CLIENT", "KILL", "TYPE", "normal"));
    turn.send(node, Kind.IGNORED, List.of("CLIENT", "KILL", "TYPE", "pubsub"));
    turn.send(node, Kind.RECONFIGURED, List.of("EXEC"));
  }
}
