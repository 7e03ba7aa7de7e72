package dev.vedette.resp.handler;

/** Stops the process when a client says so. */
@FunctionalInterface
public interface ShutdownListener {

  /**
   * {@code SHUTDOWN} was called. Starts to stop the process and returns; the connection is closed
   * without a reply, as clients expect it.
   *
   * @throws IllegalStateException when it cannot stop now; the message is sent to the client
   */
  void onShutdown(Mode mode);

  /**
   * How to stop.
   *
   * @param save whether to write the configuration before: always, unless {@code NOSAVE} was said
   * @param now not to wait for anybody
   * @param force to stop even when the configuration could not be written
   */
  record Mode(boolean save, boolean now, boolean force) {}
}
