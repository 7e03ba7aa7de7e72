package dev.vedette.journal.failover;

/** Our part in a failover. */
public enum Part {
  /** We started it. */
  LEADER,
  /** Another sentinel led it. */
  OBSERVER
}
