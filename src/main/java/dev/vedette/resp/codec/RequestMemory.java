package dev.vedette.resp.codec;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bound on what the unfinished requests of all clients hold together, so that a few clients that
 * announce huge arguments cannot take the memory that monitoring needs. Small requests are not
 * counted.
 */
public final class RequestMemory {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param limit bytes, positive
   */
  public RequestMemory(long limit) {
    this.limit = limit;
  }

  /** A quarter of the heap. */
  public static RequestMemory quarterOfHeap() {
    return new RequestMemory(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Takes {@code bytes} if they are left. */
  boolean tryReserve(long bytes) {
    if (used.addAndGet(bytes) > limit) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Gives back what was reserved. */
  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Bytes held now. */
  public long used() {
    return used.get();
  }
}
