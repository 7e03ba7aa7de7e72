package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.election.Canvass;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Request.CrashPoint;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.Failover;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Replica.Reconfiguration;
import dev.vedette.sentinel.turn.Turn;
import java.util.EnumSet;
import java.util.Set;

/** The failover of a master, state by state. */
public final class FailoverMachine {

  /** Exit code of a crash that {@code SENTINEL SIMULATE-FAILURE} asked for. */
  public static final int SIMULATED_CRASH_EXIT_CODE = 99;

  /**
   * How long the choice of a replica waits for those that have not told how far they are since the
   * failover began.
   */
  private static final long SELECTION_PATIENCE_MILLIS = 1_000;

  private static final Set<FailoverState> UNDECIDED =
      EnumSet.range(FailoverState.WAIT_START, FailoverState.WAIT_PROMOTION);

  private FailoverMachine() {}

  /**
   * Starts a failover when the master is objectively down, none is under way, and the last one is
   * long enough ago.
   */
  public static void startIfNeeded(Turn turn, Master master) {
    if (!master.isObjectivelyDown()
        || master.failover().isInProgress()
        || turn.modes().ownIdentity().usedElsewhere(turn.now()) != null
        || turn.modes().saving().failure() != null) {
      return;
    }
    if (Candidacy.isDue(turn, master)) {
      start(turn, master, false, false);
    }
  }

  /** Starts a failover: a new epoch, our candidacy, and the question to everyone. */
  public static void start(Turn turn, Master master, boolean byOperator, boolean coordinated) {
    long epoch = Math.max(turn.topology().currentEpoch(), master.configEpoch()) + 1;
    turn.topology().adoptEpoch(epoch);
    long start = turn.now() + turn.random(Timings.MAX_DESYNC);
    master.failover().start(epoch, byOperator, coordinated, start, turn.now());
    master.ballot().stand(epoch, turn.now());
    master.failover().restOn(turn.topology().version());
    turn.persist();
    turn.emitText(EventType.NEW_EPOCH, master, Long.toString(epoch));
    turn.emit(EventType.TRY_FAILOVER, master, "", new Evidence.Attempt(byOperator, coordinated));
    master.replicas().forEach(Replica::wantInfoNow);
    advance(turn, master);
    Canvass.ask(turn, master, true);
    turn.changed();
  }

  /** Takes the next step, if it can be taken now. */
  public static void advance(Turn turn, Master master) {
    switch (master.failover().state()) {
      case NONE, UPDATE_CONFIG -> {}
      case WAIT_START -> awaitElection(turn, master);
      case SELECT_SLAVE -> select(turn, master);
      case SEND_SLAVEOF_NOONE -> orderPromotion(turn, master);
      case WAIT_PROMOTION -> awaitPromotion(turn, master);
      case RECONF_SLAVES -> ReplicaMoves.advance(turn, master);
    }
  }

  private static void awaitElection(Turn turn, Master master) {
    switch (Candidacy.outcome(turn, master)) {
      case WAITING -> {
        return;
      }
      case LOST -> {
        abort(turn, master, EventType.FAILOVER_ABORT_NOT_ELECTED, Findings.opinions(turn, master));
        return;
      }
      case ELECTED -> {
        master.ballot().settle();
        if (endsUnsaved(turn, master)) {
          return;
        }
      }
    }
    turn.emit(EventType.ELECTED_LEADER, master, "", Findings.opinions(turn, master));
    crashIfAsked(turn, CrashPoint.AFTER_ELECTION);
    enter(turn, master, FailoverState.SELECT_SLAVE);
    turn.emit(EventType.FAILOVER_STATE_SELECT_SLAVE, master);
  }

  private static void select(Turn turn, Master master) {
    if (stepsDown(turn, master) || awaitsNews(turn, master)) {
      return;
    }
    Replica chosen = ReplicaSelection.best(turn, master);
    boolean isPoor = chosen == null || Heritage.of(turn, chosen) == Heritage.EMPTIED;
    if ((isPoor && Reinstatement.order(turn, master)) || chosen == null) {
      master.failover().becomeInVain(true);
      abort(turn, master, EventType.FAILOVER_ABORT_NO_GOOD_SLAVE, Findings.ranking(turn, master));
      return;
    }
    master.failover().becomeInVain(false);
    turn.emit(EventType.SELECTED_SLAVE, chosen, "", Findings.ranking(turn, master));
    master.failover().promote(chosen);
    enter(turn, master, FailoverState.SEND_SLAVEOF_NOONE);
    turn.emit(EventType.FAILOVER_STATE_SEND_SLAVEOF_NOONE, chosen);
  }

  /**
   * The best replica is the one that has received most by now, not by the last INFO some seconds
   * ago.
   */
  private static boolean awaitsNews(Turn turn, Master master) {
    long patienceEndsAt = master.failover().stateSince() + SELECTION_PATIENCE_MILLIS;
    if (turn.now() >= patienceEndsAt) {
      return false;
    }
    for (Replica replica : master.replicas()) {
      boolean mayAnswer = !replica.isSubjectivelyDown() && replica.link().canSend();
      if (mayAnswer && replica.infoAnsweredAt() < master.failover().attemptedAt()) {
        turn.wakeAt(patienceEndsAt);
        return true;
      }
    }
    return false;
  }

  /**
   * A leader that has given its own vote away in a newer epoch, because it was too slow for the
   * others, orders nothing any more: two who promote may promote different replicas.
   */
  private static boolean stepsDown(Turn turn, Master master) {
    boolean overtaken = Candidacy.hasVotedForAnother(turn, master);
    if (overtaken) {
      abort(turn, master, EventType.FAILOVER_ABORT_OVERTAKEN);
    }
    return overtaken;
  }

  private static void orderPromotion(Turn turn, Master master) {
    if (stepsDown(turn, master)) {
      return;
    }
    Replica promoted = master.failover().promoted();
    if (promoted == null || !isOrdered(turn, master, promoted)) {
      abortAfterTimeout(turn, master);
      return;
    }
    promoted.watchClosely();
    turn.emit(EventType.FAILOVER_STATE_WAIT_PROMOTION, promoted);
    enter(turn, master, FailoverState.WAIT_PROMOTION);
  }

  private static boolean isOrdered(Turn turn, Master master, Replica promoted) {
    return master.failover().isCoordinated()
        ? HandOver.order(turn, master, promoted)
        : RoleChange.toMaster(turn, promoted);
  }

  /** The next state is entered by {@link #promotionConfirmed}, when INFO shows it. */
  private static void awaitPromotion(Turn turn, Master master) {
    abortAfterTimeout(turn, master);
  }

  private static void abortAfterTimeout(Turn turn, Master master) {
    long abortAt = master.failover().stateSince() + master.settings().failoverTimeoutMillis() + 1;
    if (turn.now() < abortAt) {
      turn.wakeAt(abortAt);
      return;
    }
    if (master.failover().isCoordinated()) {
      HandOver.cancel(turn, master);
    }
    abort(turn, master, EventType.FAILOVER_ABORT_SLAVE_TIMEOUT);
  }

  /**
   * A replica says that it is a master now. If it is the one we promoted, the failover is decided:
   * its epoch becomes the master's, and everyone is told at once.
   *
   * @return whether it was
   */
  public static boolean promotionConfirmed(Turn turn, Replica replica) {
    Master master = replica.master();
    Failover failover = master.failover();
    if (!replica.isPromoted() || failover.state() != FailoverState.WAIT_PROMOTION) {
      return false;
    }
    if (failover.epoch() <= master.configEpoch()) {
      abort(turn, master, EventType.FAILOVER_ABORT_OVERTAKEN);
      return true;
    }
    if (!Heritage.isWhatWasChosen(replica)) {
      promotionRefused(turn, replica);
      return true;
    }
    master.adoptConfigEpoch(failover.epoch());
    turn.persist();
    turn.emit(EventType.PROMOTED_SLAVE, replica);
    crashIfAsked(turn, CrashPoint.AFTER_PROMOTION);
    turn.emit(EventType.FAILOVER_STATE_RECONF_SLAVES, master);
    Address from = master.address();
    MasterSwitch.moveTo(turn, master, replica.address());
    failover.confirm(from, turn.now());
    master.ballot().settle();
    turn.reconfigureClients(master, Event.Role.LEADER, from, master.address());
    if (failover.isCoordinated()) {
      HandOver.complete(turn, master);
    }
    master.forceHellos();
    turn.changed();
    return true;
  }

  /** The chosen one refuses to become a master, or is not there any more: another one may do it. */
  static void promotionRefused(Turn turn, Replica replica) {
    Master master = replica.master();
    if (!replica.isPromoted()
        || master.failover().state() != FailoverState.WAIT_PROMOTION
        || master.failover().isCoordinated()) {
      return;
    }
    Replica other = ReplicaSelection.best(turn, master);
    if (other == null || other == replica || ReplicaSelection.refusesRole(other)) {
      abort(turn, master, EventType.FAILOVER_ABORT_REFUSED);
      return;
    }
    enter(turn, master, FailoverState.SELECT_SLAVE);
    turn.emit(EventType.FAILOVER_STATE_SELECT_SLAVE, master);
  }

  /**
   * A configuration newer than the failover that we drive is there: ours must not go on towards one
   * that is older.
   */
  public static void overtaken(Turn turn, Master master) {
    switch (master.failover().state()) {
      case NONE, RECONF_SLAVES, UPDATE_CONFIG -> {}
      case WAIT_START, SELECT_SLAVE, SEND_SLAVEOF_NOONE, WAIT_PROMOTION ->
          abort(turn, master, EventType.FAILOVER_ABORT_OVERTAKEN);
    }
  }

  /**
   * The state could not be saved. A failover that rests on what is not on disk ends while it can:
   * by a restart we would forget it, and the next could take the same epoch for another replica.
   * One that is decided goes on, because half a failover is worse.
   */
  public static void notSaved(Turn turn, Master master) {
    if (UNDECIDED.contains(master.failover().state())) {
      boolean _ = endsUnsaved(turn, master);
    }
  }

  private static boolean endsUnsaved(Turn turn, Master master) {
    Failover failover = master.failover();
    if (turn.modes().saving().covers(failover.restsOn())) {
      return false;
    }
    turn.emit(EventType.FAILOVER_ABORT_NOT_SAVED, master, "", Findings.opinions(turn, master));
    failover.abortUnsaved(turn.now());
    master.ballot().settle();
    turn.changed();
    return true;
  }

  /** A replica says whom it follows: it may have got on with being moved. */
  public static void reconfigurationObserved(Turn turn, Replica replica) {
    Master master = replica.master();
    if (!Corrections.follows(turn, replica, master.address())) {
      return;
    }
    if (replica.reconfiguration() == Reconfiguration.SENT) {
      replica.advanceTo(Reconfiguration.IN_PROGRESS);
      turn.emitOfFailover(EventType.SLAVE_RECONF_INPROG, replica);
    }
    if (replica.reconfiguration() == Reconfiguration.IN_PROGRESS && replica.isMasterLinkUp()) {
      replica.advanceTo(Reconfiguration.DONE);
      turn.emitOfFailover(EventType.SLAVE_RECONF_DONE, replica);
    }
  }

  /** Tells that the master has moved, when everything that this failover can do is done. */
  public static void finish(Turn turn, Master master) {
    Address from = master.failover().from();
    if (master.failover().state() != FailoverState.UPDATE_CONFIG || from == null) {
      return;
    }
    MasterSwitch.announce(turn, master, from);
    master.failover().clear();
    master.replicas().forEach(replica -> replica.advanceTo(Reconfiguration.NONE));
    MasterSwitch.announceReplicas(turn, master);
    turn.changed();
  }

  static void enter(Turn turn, Master master, FailoverState state) {
    master.failover().enter(state, turn.now());
    turn.changed();
  }

  static void abort(Turn turn, Master master, EventType why) {
    abort(turn, master, why, Findings.ranking(turn, master));
  }

  private static void abort(Turn turn, Master master, EventType why, Evidence evidence) {
    turn.emit(why, master, "", evidence);
    master.failover().abort(turn.now());
    turn.changed();
  }

  /**
   * Ends a failover that is not decided yet, without an event of its own: nobody looks after this
   * master for a while.
   */
  public static void giveUp(Turn turn, Master master) {
    if (UNDECIDED.contains(master.failover().state())) {
      master.failover().abort(turn.now());
    }
  }

  private static void crashIfAsked(Turn turn, CrashPoint point) {
    if (turn.modes().crashPoints().contains(point)) {
      turn.effect(new Effect.Crash(SIMULATED_CRASH_EXIT_CODE));
    }
  }
}
