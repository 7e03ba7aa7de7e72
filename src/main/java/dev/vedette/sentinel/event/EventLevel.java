package dev.vedette.sentinel.event;

/** How loud an event is, in Redis's own log levels, quietest first. */
public enum EventLevel {
  /** Logged only; never published. */
  DEBUG,
  /** Published, logged at the most talkative level but one. */
  VERBOSE,
  /** Normal operation. */
  NOTICE,
  /** Published, logged, and handed to the notification script of the master. */
  WARNING
}
