package dev.vedette.notify.route;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.Findings;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventLevel;

/** Ready-made choices of alerts. */
public enum AlertSet {

  /**
   * What an operator wants to be woken for: start, promotion and end of a failover, from its leader
   * only; every way it can fail; a master that is down without a failover; one that is set aside;
   * votes that are withheld; TILT; lost data, and nodes or sentinels that are not ours or do not
   * obey.
   */
  ESSENTIAL {
    @Override
    boolean includes(Alert alert) {
      return switch (alert.event()) {
        case "+try-failover", "+promoted-slave", "+failover-end", "+failover-end-for-timeout" ->
            alert.role() == Event.Role.LEADER;
        case "+tilt",
            "+master-set-aside",
            "+votes-withheld",
            "+memory-short",
            "+data-lost",
            "+foreign-node",
            "+foreign-sentinel",
            "+node-refuses",
            Findings.ODOWN_WITHOUT_FAILOVER ->
            true;
        default -> alert.isFailedFailover();
      };
    }

    @Override
    public Deliver defaultDeliver() {
      // Each of its failover events is seen by one sentinel only, so that this costs no delay.
      return Deliver.ONE;
    }
  },

  /**
   * What a Sentinel hands to its notification script: every warning about a master, from every
   * sentinel, at once.
   */
  ALL_WARNINGS {
    @Override
    boolean includes(Alert alert) {
      return alert.level() == EventLevel.WARNING
          && alert.master() != null
          && !alert.event().startsWith("-script-")
          && !Findings.ALL.contains(alert.event());
    }

    @Override
    public Deliver defaultDeliver() {
      return Deliver.EVERY;
    }
  };

  /** Whether the alert is one of this set. */
  abstract boolean includes(Alert alert);

  /** Which sentinel delivers, unless the route says otherwise. */
  public abstract Deliver defaultDeliver();
}
