package dev.vedette.notify.script;

import java.io.IOException;

/** Starts scripts. */
@FunctionalInterface
public interface ScriptLauncher {

  /**
   * Starts a script and returns without waiting for it.
   *
   * @throws NotExecutableException when there is no such file, or it may not be executed: trying
   *     again is useless
   * @throws IOException when the system has no process to give right now
   */
  ScriptRun launch(ScriptCommand command) throws IOException;

  /** The file is missing or may not be executed. */
  final class NotExecutableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says which file and why. */
    public NotExecutableException(String message) {
      super(message);
    }
  }
}
