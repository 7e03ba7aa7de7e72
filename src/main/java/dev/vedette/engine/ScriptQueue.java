package dev.vedette.engine;

import dev.vedette.sentinel.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scripts that run or wait, for those who look and those who cancel. Thread-safe. */
public interface ScriptQueue {

  /** All that run or wait, in the order they were queued. */
  List<PendingScript> pending();

  /**
   * Takes a waiting script out of the queue, or kills a running one with its children. It is not
   * tried again.
   *
   * @return false when there is none of that id (any more)
   */
  boolean cancel(long id);

  /**
   * One script that runs or waits.
   *
   * @param id unique within the process, counting up
   * @param kind which of the two hooks
   * @param master name of the master it is configured for
   * @param command the path and the arguments
   * @param pid of the running process, null while it waits
   * @param runMillis how long it has been running, 0 while it waits
   * @param delayMillis how long until it may run, 0 when it runs or may run at once
   * @param attempt which attempt it is or will be, 1 for the first
   */
  record PendingScript(
      long id,
      Effect.ScriptKind kind,
      String master,
      List<String> command,
      @Nullable Long pid,
      long runMillis,
      long delayMillis,
      int attempt) {

    public PendingScript {
      command = List.copyOf(command);
    }

    /** Whether it runs now. */
    public boolean running() {
      return pid != null;
    }
  }
}
