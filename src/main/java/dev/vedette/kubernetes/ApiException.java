package dev.vedette.kubernetes;

/** The API server could not be asked, or did not do what it was asked for. */
final class ApiException extends RuntimeException {

  /** Why; also the label of the metrics. */
  enum Reason {
    /** Somebody else has changed the object in the meantime: look again. */
    CONFLICT("conflict", false),
    /** Our account may not do this: see the roles in the documentation. */
    FORBIDDEN("forbidden", false),
    /** The object is gone. */
    NOT_FOUND("not_found", false),
    /** It does not like what we sent. */
    REJECTED("rejected", false),
    /** No connection. */
    UNREACHABLE("unreachable", true),
    /** No answer in time. */
    TIMEOUT("timeout", true),
    /** It is overloaded or ill. */
    UNAVAILABLE("unavailable", true);

    private final String word;
    private final boolean general;

    Reason(String word, boolean general) {
      this.word = word;
      this.general = general;
    }

    /** The label. */
    String word() {
      return word;
    }

    /** Whether the next request would fail just so. */
    boolean isGeneral() {
      return general;
    }
  }

  private final Reason reason;

  ApiException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  ApiException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
