package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.gossip.HelloSending;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.Bounds;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.PendingCommand.Kind;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Replica.Reconfiguration;
import dev.vedette.sentinel.turn.Turn;
import java.util.List;

/** PING, INFO and hello: what is sent to everyone all the time. */
public final class PeriodicCommands {

  /**
   * First pause between two INFO to a replica whose role is just being changed; it doubles up to
   * the urgent period.
   */
  private static final long FIRST_CLOSE_LOOK_MILLIS = 10;

  private static final List<String> PING = List.of("PING");
  private static final List<String> INFO = List.of("INFO");

  private PeriodicCommands() {}

  /** Sends what is due and says when the next is. */
  public static void send(Turn turn, Instance instance) {
    Link link = instance.link();
    if (!link.canSend()
        || link.pendingCommands() >= Bounds.MAX_PENDING_COMMANDS * link.refcount()) {
      return;
    }
    ping(turn, instance);
    switch (instance) {
      case Master master -> info(turn, master, turn.timings().infoPeriod());
      case Replica replica -> info(turn, replica, infoPeriod(turn, replica));
      case Peer peer -> {}
    }
    hello(turn, instance);
  }

  private static long infoPeriod(Turn turn, Replica replica) {
    Master master = replica.master();
    if (isChangingRole(replica)) {
      int doublings = Math.min(replica.infosSinceReconfiguration(), 10);
      return Math.min(Timings.URGENT_INFO_PERIOD, FIRST_CLOSE_LOOK_MILLIS << doublings);
    }
    boolean urgent =
        master.isObjectivelyDown()
            || master.failover().isInProgress()
            || replica.masterLinkDownMillis() != 0;
    return urgent
        ? Math.min(Timings.URGENT_INFO_PERIOD, turn.timings().infoPeriod())
        : turn.timings().infoPeriod();
  }

  private static boolean isChangingRole(Replica replica) {
    return switch (replica.reconfiguration()) {
      case SENT, IN_PROGRESS -> true;
      case NONE, DONE ->
          replica.isPromoted()
              && replica.master().failover().state() == FailoverState.WAIT_PROMOTION;
    };
  }

  private static void info(Turn turn, Node node, long period) {
    if (node.isInfoPending()) {
      return;
    }
    long dueAt = node.isInfoWanted() ? turn.now() : node.infoAnsweredAt() + period;
    if (turn.now() < dueAt) {
      turn.wakeAt(dueAt);
      return;
    }
    if (turn.send(node, Kind.INFO, INFO)) {
      node.infoSent();
      node.infoWantFulfilled();
      if (node instanceof Replica replica && replica.reconfiguration() != Reconfiguration.DONE) {
        replica.countInfo();
      }
    }
  }

  private static void ping(Turn turn, Instance instance) {
    Link link = instance.link();
    long period = PingPeriod.of(turn, instance);
    long dueAt = Math.max(link.lastPongAt() + period, link.lastPingAt() + period / 2 + 1);
    if (!link.isAsked() || turn.now() >= dueAt) {
      turn.send(instance, Kind.PING, PING);
      dueAt = Math.max(link.lastPongAt() + period, turn.now() + period / 2 + 1);
    }
    turn.wakeForLinkAt(dueAt, instance);
  }

  private static void hello(Turn turn, Instance instance) {
    if (instance.isHelloPending()) {
      return;
    }
    long dueAt = instance.lastHelloSentAt() + turn.timings().publishPeriod();
    if (turn.now() < dueAt) {
      turn.wakeAt(dueAt);
      return;
    }
    HelloSending.send(turn, instance);
  }
}
