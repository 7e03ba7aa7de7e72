package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.RoleOrder;
import dev.vedette.sentinel.topology.RoleOrder.Step;
import dev.vedette.sentinel.turn.Turn;
import java.util.List;

/**
 * Ordering a node to be a master or to follow another one. It is one transaction: the new role,
 * written to the node's own configuration, and all its clients disconnected so that they ask again
 * who the master is. A node that refuses the transaction, because it is out of memory or does not
 * know one of the commands, gets them one by one: the role matters, the rest is not worth a second
 * master. What it has become is seen in its INFO, which is asked for right after; what it refused
 * is told.
 */
public final class RoleChange {

  private static final int MAX_REFUSAL_LENGTH = 200;

  private RoleChange() {}

  /** Orders a node to be a master. Returns false when it is not connected, or down. */
  public static boolean toMaster(Turn turn, Node node) {
    return order(turn, node, "NO", "ONE");
  }

  /**
   * Orders a node to follow the one at that address. Returns false when it is not connected, or
   * down, or is that node itself.
   */
  public static boolean toReplicaOf(Turn turn, Node node, Address master) {
    return !isItself(node, master)
        && order(turn, node, turn.announced(master), Integer.toString(master.port()));
  }

  /**
   * Orders our own master, which counts as down because it says that it is a replica, to be a
   * master again. Returns false when it is not connected.
   */
  static boolean reinstate(Turn turn, Master master) {
    if (!master.link().canSend()) {
      return false;
    }
    send(turn, master, new RoleOrder(List.of("SLAVEOF", "NO", "ONE"), false));
    return true;
  }

  /** A node that follows itself takes no more writes, and nobody else's either. */
  private static boolean isItself(Node node, Address place) {
    Master master = node.master();
    return node.address().samePlace(place)
        || (master.address().samePlace(place)
            && !master.runId().isEmpty()
            && master.runId().equals(node.runId()));
  }

  private static boolean order(Turn turn, Node node, String host, String port) {
    if (!node.link().canSend() || node.isSubjectivelyDown()) {
      return false;
    }
    send(turn, node, new RoleOrder(List.of("SLAVEOF", host, port), false));
    return true;
  }

  /** Writes the role a node has got to its own configuration, and disconnects its clients. */
  static void makePermanent(Turn turn, Node node) {
    if (node.link().canSend()) {
      send(turn, node, new RoleOrder(List.of(), false));
    }
  }

  private static void send(Turn turn, Node node, RoleOrder order) {
    boolean whole = !order.isOneByOne();
    if (whole) {
      turn.send(node, order, Step.MULTI, List.of("MULTI"));
    }
    if (!order.role().isEmpty()) {
      turn.send(node, order, Step.ROLE, order.role());
    }
    if (whole || order.role().isEmpty()) {
      turn.send(node, order, Step.REWRITE, List.of("CONFIG", "REWRITE"));
      turn.send(node, order, Step.KILL_NORMAL, List.of("CLIENT", "KILL", "TYPE", "normal"));
      turn.send(node, order, Step.KILL_PUBSUB, List.of("CLIENT", "KILL", "TYPE", "pubsub"));
    }
    if (whole) {
      turn.send(node, order, Step.EXEC, List.of("EXEC"));
    }
  }

  /** Takes the reply to one of the commands. */
  public static void replied(Turn turn, Node node, RoleOrder order, Reply reply) {
    if (!order.answered(reply)) {
      return;
    }
    boolean canSend = node.link().canSend();
    if (order.isTransactionRefused() && canSend) {
      send(turn, node, new RoleOrder(order.isRoleTaken() ? List.of() : order.role(), true));
      return;
    }
    tell(turn, node, order);
    if (order.isOneByOne() && !order.role().isEmpty() && order.isRoleTaken() && canSend) {
      // Who does not take the role keeps its clients: they would only come back.
      send(turn, node, new RoleOrder(List.of(), true));
      return;
    }
    if (!order.isRoleTaken() && node instanceof Replica replica) {
      FailoverMachine.promotionRefused(turn, replica);
    }
    node.wantInfoNow();
  }

  private static void tell(Turn turn, Node node, RoleOrder order) {
    for (Step step : Step.values()) {
      String refusal = order.refusals().get(step);
      if (refusal != null && !isHarmless(step, refusal)) {
        String text =
            refusal.length() > MAX_REFUSAL_LENGTH
                ? refusal.substring(0, MAX_REFUSAL_LENGTH)
                : refusal;
        if (node.refused(step.command(), text)) {
          turn.emit(EventType.NODE_REFUSES, node, step.command() + " " + text);
        }
      } else if (order.isDone(step)) {
        node.obeyed(step.command());
      }
    }
  }

  /** A server that was started without a configuration file is asked to write it all the same. */
  private static boolean isHarmless(Step step, String refusal) {
    return step == Step.REWRITE && refusal.contains("without a config file");
  }
}
