package dev.vedette;

/**
 * Vedette cannot start. The message is meant for the operator: what is wrong, and what to do about
 * it.
 */
final class StartException extends RuntimeException {

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
