package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Replica.Reconfiguration;
import dev.vedette.sentinel.turn.Turn;

/**
 * Moving the other replicas to the new master, a few at a time, because a replica that synchronises
 * may not serve.
 */
final class ReplicaMoves {

  private ReplicaMoves() {}

  /**
   * Moves whoever can be moved now, and ends the failover when there is nobody left or time is up.
   */
  static void advance(Turn turn, Master master) {
    Replica promoted = master.failover().promoted();
    if (promoted == null) {
      return;
    }
    giveUpLate(turn, master);
    int underWay = underWay(master);
    for (Replica replica : master.replicas()) {
      if (underWay >= master.settings().parallelSyncs()) {
        break;
      }
      if (replica != promoted
          && replica.reconfiguration() == Reconfiguration.NONE
          && RoleChange.toReplicaOf(turn, replica, promoted.address())) {
        replica.reconfigurationSent(turn.now());
        turn.emit(EventType.SLAVE_RECONF_SENT, replica);
        underWay++;
      }
    }
    endIfDone(turn, master, promoted);
  }

  private static int underWay(Master master) {
    int underWay = 0;
    for (Replica replica : master.replicas()) {
      switch (replica.reconfiguration()) {
        case SENT, IN_PROGRESS -> underWay++;
        case NONE, DONE -> {}
      }
    }
    return underWay;
  }

  /**
   * One that was told and does not follow is left behind; it is set right later, when it still
   * follows the wrong master.
   */
  private static void giveUpLate(Turn turn, Master master) {
    for (Replica replica : master.replicas()) {
      if (replica.reconfiguration() != Reconfiguration.SENT) {
        continue;
      }
      long lateAt = replica.reconfigurationSentAt() + turn.timings().slaveReconfTimeout() + 1;
      if (turn.now() < lateAt) {
        turn.wakeAt(lateAt);
        continue;
      }
      turn.emit(EventType.SLAVE_RECONF_SENT_TIMEOUT, replica);
      replica.advanceTo(Reconfiguration.DONE);
    }
  }

  /** Not while the new master is down: there would be nothing to switch to. */
  private static void endIfDone(Turn turn, Master master, Replica promoted) {
    if (promoted.isSubjectivelyDown()) {
      return;
    }
    long timeoutAt = master.failover().stateSince() + master.settings().failoverTimeoutMillis() + 1;
    boolean timedOut = turn.now() >= timeoutAt;
    if (timedOut) {
      turn.emit(EventType.FAILOVER_END_FOR_TIMEOUT, master);
    } else if (isSomeoneLeft(master, promoted)) {
      turn.wakeAt(timeoutAt);
      return;
    }
    turn.emit(EventType.FAILOVER_END, master);
    if (timedOut) {
      moveTheRest(turn, master, promoted);
    }
    FailoverMachine.enter(turn, master, FailoverState.UPDATE_CONFIG);
  }

  private static boolean isSomeoneLeft(Master master, Replica promoted) {
    for (Replica replica : master.replicas()) {
      if (replica != promoted
          && replica.reconfiguration() != Reconfiguration.DONE
          && !replica.isSubjectivelyDown()) {
        return true;
      }
    }
    return false;
  }

  private static void moveTheRest(Turn turn, Master master, Replica promoted) {
    for (Replica replica : master.replicas()) {
      if (replica != promoted
          && replica.reconfiguration() != Reconfiguration.DONE
          && replica.reconfiguration() != Reconfiguration.SENT
          && RoleChange.toReplicaOf(turn, replica, promoted.address())) {
        turn.emit(EventType.SLAVE_RECONF_SENT_BEST_EFFORT, replica);
        replica.reconfigurationSent(turn.now());
      }
    }
  }
}
