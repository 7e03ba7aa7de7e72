package dev.vedette.notify.script;

import java.util.concurrent.CompletionStage;

/** A script that was started. */
public interface ScriptRun {

  /** Process id. */
  long pid();

  /** Completes when the script itself has ended; never exceptionally. */
  CompletionStage<ScriptExit> exit();

  /**
   * Kills the script and all its children at once. Returns when they are gone, or after 5 seconds;
   * may be called from any thread, and again.
   */
  void kill();
}
