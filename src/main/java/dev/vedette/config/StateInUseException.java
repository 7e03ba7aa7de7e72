package dev.vedette.config;

import java.nio.file.Path;

/**
 * Another process keeps its state in the same file. Two sentinels with one identity would forget
 * each other's votes, so the second one does not start.
 */
public final class StateInUseException extends RuntimeException {

  private final transient LoggingSettings logging;

  StateInUseException(Path file, LoggingSettings logging) {
    super(
        "Another process uses " + file + " as its state. Stop it, or give this one its own file.");
    this.logging = logging;
  }

  /** What the configuration says about the log, which is sound otherwise. */
  public LoggingSettings logging() {
    return logging;
  }
}
