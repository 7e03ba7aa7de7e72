package dev.vedette.notify.script;

import dev.vedette.notify.script.ScriptSchedule.Outcome;
import org.jspecify.annotations.Nullable;

/** What became of a script, or of one attempt to run it. Names metrics, too. */
public enum ScriptResult {
  /** It returned 0. */
  SUCCEEDED,
  /** It returned 1, and is tried again. */
  RETRIED_EXIT_CODE,
  /** A signal of somebody else ended it, and it is tried again. */
  RETRIED_SIGNAL,
  /** It ran for too long and was killed, and is tried again. */
  RETRIED_TIMEOUT,
  /** The system could not make a process, and it is tried again. */
  RETRIED_NOT_STARTED,
  /** It returned 2 or more, which means that it is not to be tried again. */
  FAILED_EXIT_CODE,
  /** Its file does not exist or cannot be executed. */
  FAILED_NOT_EXECUTABLE,
  /** It was tried as often as allowed. */
  FAILED_ATTEMPTS,
  /** Somebody cancelled it. */
  CANCELLED,
  /** It had to make room for others. */
  DROPPED;

  /**
   * The result of an attempt that has ended.
   *
   * @param pid of its process, null when there was none
   */
  static ScriptResult of(
      Outcome outcome, ScriptExit exit, @Nullable Long pid, boolean timedOut, int attempts) {
    return switch (outcome) {
      case DONE -> SUCCEEDED;
      case CANCELLED -> CANCELLED;
      case RETRY ->
          pid == null
              ? RETRIED_NOT_STARTED
              : timedOut
                  ? RETRIED_TIMEOUT
                  : exit.signal() != 0 ? RETRIED_SIGNAL : RETRIED_EXIT_CODE;
      case FAILED ->
          exit.wantsRetry() && attempts >= ScriptSchedule.MAX_ATTEMPTS
              ? FAILED_ATTEMPTS
              : pid == null ? FAILED_NOT_EXECUTABLE : FAILED_EXIT_CODE;
    };
  }
}
