package dev.vedette.notify.route;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.Findings;
import dev.vedette.sentinel.event.Event;

/**
 * Decides, without asking anyone, whether this sentinel is the one that delivers. All sentinels
 * decide for themselves by what they know of each other; when they disagree, more than one
 * delivers, with the same {@link Alert#fleetId}.
 */
public final class FleetRule {

  /**
   * How long an alert for {@link Deliver#ONE} waits, so that the peers have said by then whether
   * they see the master down as well: they are asked every second, and again after a lost answer.
   */
  public static final long SETTLE_MILLIS = 3_000;

  /** What was decided, and why: also the label of the counter. */
  public enum Decision {
    /** We deliver. */
    MINE,
    /** The leader of the failover delivers. */
    LEADERS,
    /** A healthy peer with a smaller run id delivers. */
    PEERS
  }

  private FleetRule() {}

  /** Whether to wait before {@link #decide}, for what the peers say. */
  public static boolean needsToSettle(Alert alert, Deliver deliver) {
    return deliver != Deliver.EVERY && !onlyWeSee(alert) && isAboutMasterDown(alert);
  }

  /** Whether we deliver this alert. */
  public static Decision decide(Alert alert, Deliver deliver, Fleet fleet) {
    return switch (deliver) {
      case EVERY -> Decision.MINE;
      case LEADER ->
          alert.master() == null || alert.role() == Event.Role.LEADER
              ? Decision.MINE
              : alert.event().equals(Findings.ODOWN_WITHOUT_FAILOVER)
                  ? one(alert, fleet)
                  : Decision.LEADERS;
      case ONE -> one(alert, fleet);
    };
  }

  private static Decision one(Alert alert, Fleet fleet) {
    if (onlyWeSee(alert)) {
      return Decision.MINE;
    }
    boolean peerDelivers =
        fleet.peers().stream()
            .filter(Fleet.Peer::healthy)
            .filter(peer -> peer.runId().compareTo(fleet.myId()) < 0)
            .anyMatch(peer -> sees(peer, alert));
    return peerDelivers ? Decision.PEERS : Decision.MINE;
  }

  private static boolean sees(Fleet.Peer peer, Alert alert) {
    var subject = alert.subject();
    if (subject != null
        && subject.kind().equals("sentinel")
        && subject.name().equals(peer.runId())) {
      return false; // nobody tells events about himself
    }
    return !isAboutMasterDown(alert) || peer.seesMasterDown();
  }

  private static boolean isAboutMasterDown(Alert alert) {
    return switch (alert.event()) {
      case "+odown", Findings.ODOWN_WITHOUT_FAILOVER -> true;
      case "+sdown" -> alert.subject() != null && alert.subject().kind().equals("master");
      default -> false;
    };
  }

  /** Events of this process, of its operator, and of a failover that this sentinel drives. */
  private static boolean onlyWeSee(Alert alert) {
    if (alert.master() == null || alert.isFailedFailover()) {
      return true;
    }
    return switch (alert.event()) {
      case "+monitor",
          "-monitor",
          "+set",
          "+reset-master",
          "+try-failover",
          "+elected-leader",
          "+failover-state-select-slave",
          "+selected-slave",
          "+failover-state-send-slaveof-noone",
          "+failover-state-wait-promotion",
          "+promoted-slave",
          "+failover-state-reconf-slaves",
          "+slave-reconf-sent",
          "+slave-reconf-inprog",
          "+slave-reconf-done",
          "+slave-reconf-sent-be",
          "-slave-reconf-sent-timeout",
          "+failover-end",
          "+failover-end-for-timeout",
          "+convert-to-slave",
          "+fix-slave-config",
          "-script-error",
          "-script-timeout" ->
          true;
      default -> false;
    };
  }
}
