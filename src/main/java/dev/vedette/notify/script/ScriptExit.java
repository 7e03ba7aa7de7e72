package dev.vedette.notify.script;

import java.util.List;

/**
 * How a script ended.
 *
 * <p>The JDK reports death by signal <i>n</i> as exit code 128 + <i>n</i>, so a script that itself
 * exits with 129 to 192 is taken for one that was killed. That errs on the side of running it
 * again, which is also what such codes mean when a shell passes them on.
 *
 * @param exitCode what it returned, 0 when a signal ended it
 * @param signal the signal that ended it, 0 for none
 * @param lastLines the end of what it printed, standard output and error together, bounded
 */
public record ScriptExit(int exitCode, int signal, List<String> lastLines) {

  /** A script that could not be executed at all ends like this; it is not tried again. */
  public static final int NOT_EXECUTABLE = 2;

  private static final int SIGNAL_BASE = 128;
  private static final int HIGHEST_SIGNAL = 64;

  public ScriptExit {
    lastLines = List.copyOf(lastLines);
  }

  /** From the exit value of a {@link Process}. */
  static ScriptExit ofProcess(int exitValue, List<String> lastLines) {
    int signal = exitValue - SIGNAL_BASE;
    return signal >= 1 && signal <= HIGHEST_SIGNAL
        ? new ScriptExit(0, signal, lastLines)
        : new ScriptExit(exitValue, 0, lastLines);
  }

  /** It ended by itself and returned 0. */
  public boolean succeeded() {
    return exitCode == 0 && signal == 0;
  }

  /** Exit code 1 asks for another attempt, and death by signal gets one; 2 and above do not. */
  public boolean wantsRetry() {
    return signal != 0 || exitCode == 1;
  }
}
