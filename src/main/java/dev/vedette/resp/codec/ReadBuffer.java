package dev.vedette.resp.codec;

import org.jspecify.annotations.Nullable;

/**
 * One buffer for all parsers of a thread, lent to the one that has bytes to look at. So a
 * connection that says nothing holds none. Only for one thread.
 */
public final class ReadBuffer {

  static final int SIZE = 16 * 1024;

  private byte @Nullable [] free;

  /** The buffer, or a new one when it is lent already. */
  byte[] lend() {
    byte[] buffer = free == null ? new byte[SIZE] : free;
    free = null;
    return buffer;
  }

  void giveBack(byte[] buffer) {
    free = buffer;
  }
}
