package dev.vedette.kubernetes;

/** A property below {@code vedette.kubernetes} cannot be used; the message says which and why. */
public final class InvalidKubernetesPropertyException extends RuntimeException {

  InvalidKubernetesPropertyException(String message, Throwable cause) {
    super(message, cause);
  }
}
