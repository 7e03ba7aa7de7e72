package dev.vedette.engine;

/** The process as a whole. */
public interface ProcessControl {

  /**
   * Begins an orderly end, as SIGTERM does, and returns at once: nothing more is accepted, what
   * waits is finished, the state is saved, the connections are closed, and the process ends with 0
   * within 5 seconds.
   */
  void shutdown();

  /** Ends the process at once, without saving, after what was logged is out. */
  void halt(int exitCode);

  /** How the admin side (REST, metrics, journal) is; watching and failover do not depend on it. */
  AdminSide adminSide();

  /**
   * How the admin side is.
   *
   * @param state where it stands
   * @param detail one line: its address when it is up, the reason when it is down
   */
  record AdminSide(State state, String detail) {

    /** Where the admin side stands. {@code INFO} shows it in lower case. */
    public enum State {
      /** Switched off by the operator. */
      OFF,
      STARTING,
      UP,
      /** It could not start, or has ended; it is tried again. */
      DOWN
    }
  }
}
