package dev.vedette.engine;

import dev.vedette.sentinel.message.Effect;
import java.util.List;

/**
 * What the protocol server, the REST side and the actuator see of the script queue. Thread-safe.
 */
public interface PendingScripts {

  /** All that run or wait, in the order they were queued. */
  List<Script> list();

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
   * @param argv the path and the arguments
   * @param running whether it runs now
   * @param pid of the running process, 0 while it waits
   * @param runTimeMillis how long it has been running, 0 while it waits
   * @param runDelayMillis how long until it may run, 0 when it runs or is due
   * @param retryNum how often it was started
   */
  record Script(
      long id,
      Effect.ScriptKind kind,
      String master,
      List<String> argv,
      boolean running,
      long pid,
      long runTimeMillis,
      long runDelayMillis,
      int retryNum) {

    public Script {
      argv = List.copyOf(argv);
    }
  }
}
