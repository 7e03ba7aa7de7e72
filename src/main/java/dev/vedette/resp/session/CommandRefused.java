package dev.vedette.resp.session;

import dev.vedette.resp.codec.RespValue;

/** A command cannot be done; the client is told why and nothing has changed. */
public final class CommandRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RespValue reply;

  /**
   * Refused with the general code {@code ERR}.
   *
   * @param message what the client is told
   */
  public CommandRefused(String message) {
    this("ERR", message);
  }

  /** Refused with a code of its own. */
  public CommandRefused(String code, String message) {
    super(code + " " + message, null, false, false);
    this.reply = RespValue.error(code, message);
  }

  /** Options or their order are wrong. */
  public static CommandRefused syntaxError() {
    return new CommandRefused("syntax error");
  }

  /** The error to send. */
  public RespValue reply() {
    return reply;
  }
}
