package dev.vedette.link;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the long replies that all links are reading at the same time under one limit: a thousand
 * nodes with an oversized INFO each must not fill the heap together.
 */
final class ReplyMemory {

  private final long limit;
  private final AtomicLong reserved = new AtomicLong();

  ReplyMemory(long limit) {
    this.limit = limit;
  }

  /** Takes that many bytes; false when they are not there. */
  boolean reserve(long bytes) {
    if (reserved.addAndGet(bytes) <= limit) {
      return true;
    }
    reserved.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    reserved.addAndGet(-bytes);
  }

  long reserved() {
    return reserved.get();
  }
}
