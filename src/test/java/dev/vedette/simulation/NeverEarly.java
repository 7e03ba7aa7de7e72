package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.view.MasterView;

/** Nothing counts as down before it could not be reached for down-after. */
final class NeverEarly extends Invariant {

  /** A question on its way when the trouble began, and the turns of a busy process. */
  private static final long TOLERANCE_MILLIS = 150;

  /** What a clock that leaps has done to the memory of silence is over by then. */
  private static final long AFTER_LEAP_MILLIS = 40_000;

  NeverEarly(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "a failover of a master that was never gone costs writes for nothing";
  }

  @Override
  void decided(SentinelProcess process, Event event) {
    Event.Subject subject = event.subject();
    if (event.type() != EventType.SDOWN
        || subject == null
        || event.master() == null
        || process.leaptWithin(AFTER_LEAP_MILLIS)) {
      return;
    }
    Host about = cluster.directory.host(cluster.directory.address(subject.host(), subject.port()));
    MasterView view = process.view(event.master());
    boolean stranger = about instanceof RedisNode node && !cluster.nodes.contains(node);
    if (about == null || stranger || view == null || isAboutItsRole(subject, view)) {
      return;
    }
    long downAfter = view.settings().downAfterMillis();
    long least = (long) (downAfter * (1 - 2 * cluster.world.drift())) - TOLERANCE_MILLIS;
    if (cluster.reach.goodForMillis(process, about) > Math.max(downAfter, Reach.QUIET_MILLIS)) {
      violated(process, event.line() + " while it can be reached");
    } else if (cluster.reach.troubledForMillis(process, about) < least) {
      violated(
          process,
          event.line()
              + " after "
              + cluster.reach.troubledForMillis(process, about)
              + " ms, down-after is "
              + downAfter);
    }
  }

  private static boolean isAboutItsRole(Event.Subject subject, MasterView view) {
    return subject.kind().equals("master") && !view.node().roleReported().equals("master");
  }
}
