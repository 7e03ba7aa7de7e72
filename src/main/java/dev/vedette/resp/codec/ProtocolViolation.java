package dev.vedette.resp.codec;

/**
 * A client broke the protocol or a limit: it is told why ({@code Protocol error: ...}) and
 * disconnected, since nothing after that can be understood.
 */
public final class ProtocolViolation extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, in Redis's words
   */
  public ProtocolViolation(String reason) {
    super(reason, null, false, false);
  }

  /** The reason, as it is sent. */
  public String reason() {
    return "Protocol error: " + super.getMessage();
  }
}
