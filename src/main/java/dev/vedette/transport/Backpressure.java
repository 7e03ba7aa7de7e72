package dev.vedette.transport;

/** How much may wait to be sent to a peer before what it says is no longer read. */
public final class Backpressure {

  /** From this on nothing is read from the peer. */
  public static final int STOP_BYTES = 16 << 20;

  /** Below this it is read again. */
  static final int RESUME_BYTES = 8 << 20;

  private Backpressure() {}
}
