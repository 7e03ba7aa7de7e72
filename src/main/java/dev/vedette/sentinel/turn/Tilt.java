package dev.vedette.sentinel.turn;

import static dev.vedette.sentinel.topology.Times.FOREVER;
import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.event.TiltCause;
import dev.vedette.sentinel.topology.Master;
import org.jspecify.annotations.Nullable;

/**
 * TILT: when time cannot be trusted, everything looks timed out without a good reason; we go on
 * watching and answering, but decide nothing until time has run evenly for a while. What was heard
 * before it is no evidence after it: peers are asked again, and patience with a node that is not
 * what it should be begins anew.
 */
public final class Tilt {

  /** A turn that is late by less than this was not kept from running. */
  private static final long TOLERATED_LATENESS_MILLIS = 100;

  private boolean active;
  private long enteredAt = NEVER;
  private @Nullable TiltCause cause;
  private long previousTurnAt = NEVER;
  private long evidenceCountsFrom = NEVER;

  /** Looks at how time has passed since the turn before. */
  public void observe(Turn turn, long deadline) {
    long now = turn.now();
    if (previousTurnAt != NEVER) {
      if (now < previousTurnAt) {
        enter(turn, TiltCause.TIME_WENT_BACK);
      } else if (now - previousTurnAt > turn.timings().tiltTrigger()
          && deadline != FOREVER
          && now - deadline > TOLERATED_LATENESS_MILLIS) {
        enter(turn, TiltCause.LATE);
      }
    }
    previousTurnAt = now;
    if (active && now - enteredAt >= turn.timings().tiltPeriod()) {
      active = false;
      turn.topology().masters().forEach(master -> master.judgeAnew(now));
      evidenceCountsFrom = now;
      turn.emitOfProcess(EventType.TILT_CLEARED, "#tilt mode exited");
    }
  }

  /** Begins, or begins anew. */
  public void enter(Turn turn, TiltCause why) {
    active = true;
    enteredAt = turn.now();
    evidenceCountsFrom = turn.now();
    turn.topology().masters().forEach(Master::forgetOpinions);
    cause = why;
    turn.emitOfProcess(EventType.TILT, "#tilt mode entered", new Evidence.UnevenTime(why));
  }

  /** Whether we decide nothing now. */
  public boolean isActive() {
    return active;
  }

  /** Whether an answer that was asked for then tells nothing about now. */
  public boolean outdates(long askedAt) {
    return askedAt < evidenceCountsFrom;
  }

  /** When it was last entered. */
  public long enteredAt() {
    return enteredAt;
  }

  /** Why it was last entered; null when it never was. */
  public @Nullable TiltCause cause() {
    return cause;
  }

  /** When it ends if nothing else happens; {@code FOREVER} while it is off. */
  public long endsAt(long tiltPeriod) {
    return active ? enteredAt + tiltPeriod : FOREVER;
  }
}
