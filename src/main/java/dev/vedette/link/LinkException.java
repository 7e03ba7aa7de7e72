package dev.vedette.link;

import java.io.IOException;

/** A reason to end a connection that we found ourselves. */
final class LinkException extends IOException {

  private final EndCause endCause;

  LinkException(EndCause endCause, String message) {
    super(message);
    this.endCause = endCause;
  }

  EndCause endCause() {
    return endCause;
  }
}
