package dev.vedette.engine;

/** The engine took no request; nothing has changed, and the same request may work later. */
public final class EngineUnavailableException extends RuntimeException {

  private final Reason reason;

  EngineUnavailableException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Why a request was not taken. */
  public enum Reason {
    /** Too many requests are waiting; try again in a moment. */
    BUSY,
    /** The engine is stopping or has stopped. */
    STOPPED,
    /** The request itself made the state machine fail; the log has the details. */
    FAILED
  }
}
