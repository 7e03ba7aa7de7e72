package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.topology.Silence;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.turn.Turn;

/** Is an instance down from our point of view? */
public final class SubjectiveDown {

  private SubjectiveDown() {}

  /** Decides, and says so when the answer has changed. */
  public static void judge(Turn turn, Instance instance) {
    long downAt = downAt(turn, instance);
    boolean down = turn.now() >= downAt;
    if (!down) {
      turn.wakeAt(downAt);
    }
    if (down && !instance.isSubjectivelyDown()) {
      turn.emit(EventType.SDOWN, instance);
      instance.becomeSubjectivelyDown(turn.now());
      turn.changed();
    } else if (!down && instance.isSubjectivelyDown()) {
      turn.emit(EventType.SDOWN_CLEARED, instance);
      instance.becomeSubjectivelyUp();
      turn.changed();
    }
  }

  /** The moment from which it counts as down if nothing new is heard of it. */
  private static long downAt(Turn turn, Instance instance) {
    long downAfter = instance.master().settings().downAfterMillis();
    Silence silence = instance.link().silence();
    long downAt = silence.isLasting() ? silence.from() + downAfter + 1 : Times.FOREVER;
    if (instance instanceof Master master) {
      if (master.roleReported() == Role.REPLICA) {
        downAt =
            Math.min(
                downAt, master.roleReportedAt() + downAfter + 2 * turn.timings().infoPeriod() + 1);
      }
      if (master.isRebooted()) {
        downAt =
            Math.min(
                downAt, master.rebootedAt() + master.settings().masterRebootDownAfterMillis() + 1);
      }
    }
    return downAt;
  }
}
