package dev.vedette.resp.session;

/**
 * Whether a client gets replies, as {@code CLIENT REPLY} says. Messages of channels always come.
 */
public enum ReplyMode {
  ON,
  OFF,
  /** The next command is not answered. */
  SKIP_NEXT,
  /** The present command is not answered. */
  SKIPPING;

  boolean silent() {
    return this == OFF || this == SKIPPING || this == SKIP_NEXT;
  }

  ReplyMode afterCommand() {
    return switch (this) {
      case ON, SKIPPING -> ON;
      case OFF -> OFF;
      case SKIP_NEXT -> SKIPPING;
    };
  }
}
