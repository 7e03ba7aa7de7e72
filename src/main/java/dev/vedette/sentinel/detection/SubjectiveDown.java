package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.topology.Silence;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.turn.Turn;

/** Is an instance down from our point of view? */
public final class SubjectiveDown {

  /** For news of a failover of somebody else; they are told every period. */
  private static final int PATIENCE_PUBLISH_PERIODS = 4;

  private SubjectiveDown() {}

  /**
   * Whether a process that other groups watch too has just been silent for as long as the most
   * impatient of them bears: they are to look at it, and have not been woken for that. Asked by the
   * group that looks after the link; true once in each silence.
   */
  public static boolean concernsAllUsers(Turn turn, Instance instance) {
    Link link = instance.link();
    if (link.refcount() == 1 || !link.isLedBy(instance) || !link.silence().isLasting()) {
      return false;
    }
    long firstDownAt = link.silence().from() + link.downAfterMillis() + 1;
    if (turn.now() < firstDownAt) {
      turn.wakeAt(firstDownAt);
      return false;
    }
    return link.silence().claimTelling();
  }

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
        long patience =
            nobodyIsMaster(master)
                ? PATIENCE_PUBLISH_PERIODS * turn.timings().publishPeriod()
                : 2 * turn.timings().infoPeriod();
        downAt = Math.min(downAt, master.roleReportedAt() + downAfter + patience + 1);
      }
      if (master.isRebooted()) {
        downAt =
            Math.min(
                downAt, master.rebootedAt() + master.settings().masterRebootDownAfterMillis() + 1);
      }
    }
    return downAt;
  }

  /**
   * Everybody is there and follows somebody else, in a circle: no failover has done that, and no
   * newer configuration can be on its way to us.
   */
  private static boolean nobodyIsMaster(Master master) {
    for (Replica replica : master.replicas()) {
      if (replica.isSubjectivelyDown()
          || replica.roleReported() == Role.MASTER
          || replica.infoAt() <= master.roleReportedAt()) {
        return false;
      }
    }
    return !master.replicas().isEmpty();
  }
}
