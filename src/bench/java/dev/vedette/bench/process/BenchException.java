package dev.vedette.bench.process;

/** A run that did not come to its end; the message says what was waited for, or what went wrong. */
public final class BenchException extends RuntimeException {

  /** With a sentence for the table. */
  public BenchException(String message) {
    super(message);
  }

  /** With the cause. */
  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
