package dev.vedette.api.problem;

import java.io.IOException;

/** Thrown by the body's stream when more arrives than is taken. */
public final class BodyTooLargeException extends IOException {

  private final long limit;

  /**
   * A body that is too large.
   *
   * @param limit how many bytes are taken
   */
  public BodyTooLargeException(long limit) {
    super("more than " + limit + " bytes");
    this.limit = limit;
  }

  /** As a problem. */
  public ProblemException problem() {
    return ProblemType.BODY_TOO_LARGE
        .because("The body has more than " + limit + " bytes.")
        .hint("Nothing was changed. No request of this API needs more.");
  }
}
