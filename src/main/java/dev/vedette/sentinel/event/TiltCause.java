package dev.vedette.sentinel.event;

/** Why time cannot be trusted. */
public enum TiltCause {
  /** The clock went back. */
  TIME_WENT_BACK,
  /** We were not running when we should have been: frozen, starved, or stopped by a signal. */
  LATE,
  /** The machine itself stood still. */
  TIME_JUMPED
}
