package dev.vedette.resp.command;

import java.util.Locale;

/** Flags of a command as {@code COMMAND INFO} shows them, in its order. */
public enum CommandFlag {
  /** For administrators. */
  ADMIN,
  /** About channels. */
  PUBSUB,
  /** Not from scripts. */
  NOSCRIPT,
  /** Works while data is being loaded. */
  LOADING,
  /** Works on a stale replica. */
  STALE,
  /** Constant or logarithmic time. */
  FAST,
  /** Works before AUTH, and no ACL forbids it. */
  NO_AUTH,
  /** Not in a transaction. */
  NO_MULTI,
  /** Works while a script runs too long. */
  ALLOW_BUSY;

  /** The flag's name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
