package dev.vedette.journal;

/** The journal cannot be read now. Trying again later may help. */
public final class JournalUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * With a line for people.
   *
   * @param message what is wrong, without secrets
   */
  public JournalUnavailableException(String message) {
    super(message);
  }

  /**
   * With a line for people and the cause.
   *
   * @param message what is wrong, without secrets
   */
  public JournalUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
