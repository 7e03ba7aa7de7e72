package dev.vedette.journal.failover;

import dev.vedette.sentinel.event.Evidence;

/** What a failover was started for. */
public enum Trigger {
  /** The master was objectively down. */
  OBJECTIVELY_DOWN,
  /** An operator asked for it. */
  OPERATOR,
  /** An operator asked the master to hand over. */
  COORDINATED,
  /** Another sentinel started it; it knows why. */
  PEER;

  static Trigger of(Evidence.Attempt attempt) {
    return attempt.coordinated() ? COORDINATED : attempt.byOperator() ? OPERATOR : OBJECTIVELY_DOWN;
  }
}
