package dev.vedette.notify.route;

/** Which sentinels of a fleet deliver an alert. */
public enum Deliver {
  /** The one that leads a failover of the master; alerts that come without a leader as in ONE. */
  LEADER,
  /** One that sees it: the healthy one with the smallest run id. At least once. */
  ONE,
  /** Every sentinel that sees it. */
  EVERY
}
