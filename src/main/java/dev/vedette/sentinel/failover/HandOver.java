package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Failover;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.PendingCommand.Kind;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;
import java.util.List;

/**
 * A coordinated failover: the master itself stops taking writes, waits until the chosen replica has
 * received all of them, and changes places with it. No write is lost, and nobody needs to agree,
 * because nothing is broken. The command is {@code FAILOVER} of Redis 6.2 and Valkey; the bound it
 * gets is the failover timeout.
 */
public final class HandOver {

  private HandOver() {}

  /** Orders it. Returns false when one of the two is not connected. */
  static boolean order(Turn turn, Master master, Replica promoted) {
    if (!master.link().canSend() || !promoted.link().canSend()) {
      return false;
    }
    List<String> words =
        List.of(
            "FAILOVER",
            "TO",
            turn.announced(promoted.address()),
            Integer.toString(promoted.address().port()),
            "TIMEOUT",
            Long.toString(master.settings().failoverTimeoutMillis()));
    return turn.send(master, Kind.HAND_OVER, words);
  }

  /** Takes the master's reply: it may refuse, and then everything stays as it is. */
  public static void replied(Turn turn, Master master, Reply reply) {
    Failover failover = master.failover();
    if (reply instanceof Reply.Failure failure
        && failover.isCoordinated()
        && failover.state() == FailoverState.WAIT_PROMOTION) {
      turn.log(master, "Master " + master.name() + " refused FAILOVER: " + failure.text());
      FailoverMachine.abort(turn, master, EventType.FAILOVER_ABORT_REFUSED);
    }
  }

  /** Time is up: the master is to go on as before. */
  static void cancel(Turn turn, Master master) {
    turn.send(master, Kind.IGNORED, List.of("FAILOVER", "ABORT"));
  }

  /**
   * The two have changed places; what the usual way does in its transaction is done for both of
   * them now.
   */
  static void complete(Turn turn, Master master) {
    RoleChange.makePermanent(turn, master);
    Address from = master.failover().from();
    for (Replica replica : master.replicas()) {
      if (from != null && replica.address().samePlace(from)) {
        RoleChange.makePermanent(turn, replica);
      }
    }
  }
}
