package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
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
    demoteOldMaster(turn, master);
    giveUpLate(turn, master);
    int underWay = underWay(master);
    for (Replica replica : master.replicas()) {
      if (underWay >= master.settings().parallelSyncs()) {
        break;
      }
      if (isToBeMoved(master, replica)
          && replica.reconfiguration() == Reconfiguration.NONE
          && RoleChange.toReplicaOf(turn, replica, master.address())) {
        replica.reconfigurationSent(turn.now());
        turn.emitOfFailover(EventType.SLAVE_RECONF_SENT, replica);
        underWay++;
      }
    }
    endIfDone(turn, master);
  }

  /**
   * Every write that the old master still takes is lost. So it is told as soon as it can be
   * reached, without patience, because we know who decided and when, and beside the replicas,
   * because it serves nobody who reads. One that hands over changes its role by itself.
   */
  private static void demoteOldMaster(Turn turn, Master master) {
    if (master.failover().isCoordinated() || master.isSubjectivelyDown()) {
      return;
    }
    for (Replica replica : master.replicas()) {
      if (isOldMaster(master, replica)) {
        Corrections.demote(turn, replica);
      }
    }
  }

  /** The old master is none of those that have to be moved: it is set right on its own. */
  private static boolean isToBeMoved(Master master, Replica replica) {
    return !isOldMaster(master, replica) && !ForeignNodes.isLeftAlone(replica);
  }

  private static boolean isOldMaster(Master master, Replica replica) {
    Address from = master.failover().from();
    return from != null && replica.address().samePlace(from);
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
      turn.emitOfFailover(EventType.SLAVE_RECONF_SENT_TIMEOUT, replica);
      replica.advanceTo(Reconfiguration.DONE);
    }
  }

  /**
   * Not while only we see the new master down: it may be back soon. Once enough of us do, this
   * failover is over, so that the next can begin.
   */
  private static void endIfDone(Turn turn, Master master) {
    long timeoutAt = master.failover().stateSince() + master.settings().failoverTimeoutMillis() + 1;
    boolean timedOut = turn.now() >= timeoutAt;
    boolean waits = master.isSubjectivelyDown() || isSomeoneLeft(master);
    if (timedOut) {
      turn.emitOfFailover(EventType.FAILOVER_END_FOR_TIMEOUT, master);
    } else if (waits && !master.isObjectivelyDown()) {
      turn.wakeAt(timeoutAt);
      return;
    }
    turn.emitOfFailover(EventType.FAILOVER_END, master);
    if (timedOut) {
      moveTheRest(turn, master);
    }
    FailoverMachine.enter(turn, master, FailoverState.UPDATE_CONFIG);
  }

  private static boolean isSomeoneLeft(Master master) {
    for (Replica replica : master.replicas()) {
      if (isToBeMoved(master, replica)
          && replica.reconfiguration() != Reconfiguration.DONE
          && !replica.isSubjectivelyDown()) {
        return true;
      }
    }
    return false;
  }

  private static void moveTheRest(Turn turn, Master master) {
    for (Replica replica : master.replicas()) {
      if (isToBeMoved(master, replica)
          && replica.reconfiguration() != Reconfiguration.DONE
          && replica.reconfiguration() != Reconfiguration.SENT
          && RoleChange.toReplicaOf(turn, replica, master.address())) {
        turn.emitOfFailover(EventType.SLAVE_RECONF_SENT_BEST_EFFORT, replica);
        replica.reconfigurationSent(turn.now());
      }
    }
  }
}
