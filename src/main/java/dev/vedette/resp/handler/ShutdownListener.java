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
   * What was asked for, as {@code SHUTDOWN} of a data node knows it. A sentinel has no data set:
   * its state is on disk after every change, it is written once more at the end, and a disk that
   * refuses keeps nobody from stopping. So it stops in the same way whatever was asked for, as
   * Redis does.
   *
   * @param save false for {@code NOSAVE}
   * @param now whether {@code NOW} was said
   * @param force whether {@code FORCE} was said
   */
  record Mode(boolean save, boolean now, boolean force) {}
}
