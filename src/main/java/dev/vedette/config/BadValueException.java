package dev.vedette.config;

/** An argument that cannot be used. */
final class BadValueException extends Exception {

  private final String complaint;

  BadValueException(String complaint) {
    super(complaint);
    this.complaint = complaint;
  }

  /** What is wrong and what to write instead. */
  String complaint() {
    return complaint;
  }
}
