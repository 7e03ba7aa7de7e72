package dev.vedette.simulation;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.FailoverState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The failover of a stock sentinel: one step in each of its turns. */
final class StockFailover {

  private static final long ELECTION_MILLIS = 10_000;
  private static final long RECONF_MILLIS = 10_000;
  private static final long PING_MILLIS = 1_000;
  private static final long INFO_MILLIS = 10_000;
  private static final int MAX_DESYNC = 1_000;

  private final StockMaster master;
  private FailoverState state = FailoverState.NONE;
  private long stateSince;
  private long startedAt;
  private long epoch;
  private @Nullable StockInstance promoted;

  StockFailover(StockMaster master) {
    this.master = master;
  }

  boolean isInProgress() {
    return state != FailoverState.NONE;
  }

  FailoverState state() {
    return state;
  }

  /** Null until the promotion is confirmed. */
  @Nullable Address promotedAddress() {
    StockInstance chosen = promoted;
    return chosen != null && state.promotionIsConfirmed() ? chosen.address : null;
  }

  /** Somebody else got the vote: the next attempt counts from here. */
  void voted(long start) {
    startedAt = start;
  }

  void forget() {
    state = FailoverState.NONE;
    startedAt = 0;
    promoted = null;
  }

  private long now() {
    return master.sentinel.now();
  }

  private long timeout() {
    return master.settings.failoverTimeoutMillis();
  }

  void startIfNeeded() {
    if (!master.isObjectivelyDown() || isInProgress() || now() - startedAt < 2 * timeout()) {
      return;
    }
    epoch = master.sentinel.nextEpoch();
    master.sentinel.save();
    master.sentinel.emit(EventType.NEW_EPOCH, master.settings.name(), Long.toString(epoch));
    master.emit(EventType.TRY_FAILOVER, master.self, "");
    startedAt = now() + master.sentinel.random.nextInt(MAX_DESYNC);
    enter(FailoverState.WAIT_START);
    master.ask(true);
  }

  private void enter(FailoverState next) {
    state = next;
    stateSince = now();
  }

  private void abort(EventType why) {
    master.emit(why, master.self, "");
    enter(FailoverState.NONE);
    promoted = null;
  }

  void advance() {
    switch (state) {
      case NONE, UPDATE_CONFIG -> {}
      case WAIT_START -> awaitElection();
      case SELECT_SLAVE -> select();
      case SEND_SLAVEOF_NOONE -> order();
      case WAIT_PROMOTION -> {
        if (now() - stateSince > timeout()) {
          abort(EventType.FAILOVER_ABORT_SLAVE_TIMEOUT);
        }
      }
      case RECONF_SLAVES -> moveReplicas();
    }
  }

  private void awaitElection() {
    if (master.sentinel.runId().equals(master.winner(epoch))) {
      master.emit(EventType.ELECTED_LEADER, master.self, "");
      enter(FailoverState.SELECT_SLAVE);
      master.emit(EventType.FAILOVER_STATE_SELECT_SLAVE, master.self, "");
    } else if (now() - startedAt > Math.min(ELECTION_MILLIS, timeout())) {
      abort(EventType.FAILOVER_ABORT_NOT_ELECTED);
    }
  }

  private void select() {
    StockInstance best =
        master.replicas.values().stream()
            .filter(this::isFit)
            .min(
                Comparator.<StockInstance>comparingInt(replica -> replica.priority)
                    .thenComparing(replica -> -replica.offset)
                    .thenComparing(replica -> replica.runId))
            .orElse(null);
    if (best == null) {
      abort(EventType.FAILOVER_ABORT_NO_GOOD_SLAVE);
      return;
    }
    promoted = best;
    master.emit(EventType.SELECTED_SLAVE, best, "");
    enter(FailoverState.SEND_SLAVEOF_NOONE);
    master.emit(EventType.FAILOVER_STATE_SEND_SLAVEOF_NOONE, best, "");
  }

  private boolean isFit(StockInstance replica) {
    long now = now();
    long infoLimit = master.isDown() ? 5 * PING_MILLIS : 3 * INFO_MILLIS;
    long cutOff =
        (master.isDown() ? now - master.self.sdownSince : 0)
            + 10 * master.settings.downAfterMillis();
    return !replica.sdown
        && replica.link.isComplete()
        && now - replica.link.lastAvailableAt <= 5 * PING_MILLIS
        && replica.priority != 0
        && now - replica.infoAt <= infoLimit
        && replica.masterLinkDownMillis <= cutOff;
  }

  private void order() {
    StockInstance chosen = promoted;
    if (chosen != null && master.sentinel.reconfigure(chosen, null)) {
      chosen.roleSince = now();
      enter(FailoverState.WAIT_PROMOTION);
      master.emit(EventType.FAILOVER_STATE_WAIT_PROMOTION, chosen, "");
    } else if (now() - stateSince > timeout()) {
      abort(EventType.FAILOVER_ABORT_SLAVE_TIMEOUT);
    }
  }

  /** INFO of a replica: the promotion is done, or a replica is on its way. */
  void observed(StockInstance replica) {
    StockInstance chosen = promoted;
    if (chosen == null) {
      return;
    }
    if (replica == chosen && replica.saysMaster && state == FailoverState.WAIT_PROMOTION) {
      master.configEpoch = epoch;
      enter(FailoverState.RECONF_SLAVES);
      master.sentinel.save();
      master.emit(EventType.PROMOTED_SLAVE, replica, "");
      master.emit(EventType.FAILOVER_STATE_RECONF_SLAVES, master.self, "");
      master.tellEveryone();
    }
    Address follows = replica.follows;
    if (replica.move == StockInstance.Move.SENT
        && follows != null
        && follows.samePlace(chosen.address)) {
      replica.move = StockInstance.Move.IN_PROGRESS;
      master.emit(EventType.SLAVE_RECONF_INPROG, replica, "");
    }
    if (replica.move == StockInstance.Move.IN_PROGRESS && replica.masterLinkUp) {
      replica.move = StockInstance.Move.DONE;
      master.emit(EventType.SLAVE_RECONF_DONE, replica, "");
    }
  }

  private void moveReplicas() {
    StockInstance chosen = promoted;
    if (chosen == null) {
      return;
    }
    long moving =
        master.replicas.values().stream()
            .filter(replica ->
                replica.move == StockInstance.Move.SENT
                    || replica.move == StockInstance.Move.IN_PROGRESS)
            .count();
    boolean allMoved = true;
    for (StockInstance replica : master.replicas.values()) {
      if (replica == chosen || replica.move == StockInstance.Move.DONE) {
        continue;
      }
      if (replica.move == StockInstance.Move.SENT && now() - replica.moveSentAt > RECONF_MILLIS) {
        master.emit(EventType.SLAVE_RECONF_SENT_TIMEOUT, replica, "");
        replica.move = StockInstance.Move.DONE;
      } else if (replica.move == StockInstance.Move.NONE
          && moving < master.settings.parallelSyncs()
          && master.sentinel.reconfigure(replica, chosen.address)) {
        replica.move = StockInstance.Move.SENT;
        replica.moveSentAt = now();
        moving++;
        master.emit(EventType.SLAVE_RECONF_SENT, replica, "");
      }
      allMoved &= replica.move == StockInstance.Move.DONE || replica.sdown;
    }
    boolean late = now() - stateSince > timeout();
    if (!chosen.sdown && (allMoved || late)) {
      if (late && !allMoved) {
        master.emit(EventType.FAILOVER_END_FOR_TIMEOUT, master.self, "");
      }
      master.emit(EventType.FAILOVER_END, master.self, "");
      enter(FailoverState.UPDATE_CONFIG);
    }
  }

  void finish() {
    StockInstance chosen = promoted;
    if (state == FailoverState.UPDATE_CONFIG && chosen != null) {
      master.switchTo(chosen.address);
    }
  }
}
