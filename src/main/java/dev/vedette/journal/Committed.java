package dev.vedette.journal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far the journal is committed, for those who follow it. Thread-safe. */
final class Committed {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private volatile long lastId;

  long lastId() {
    return lastId;
  }

  void growTo(long id) {
    lock.lock();
    try {
      lastId = id;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits at most that long for an entry after that one; false when none came. */
  boolean awaitBeyond(long id, Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (lastId <= id && nanos > 0) {
        nanos = grown.awaitNanos(nanos);
      }
      return lastId > id;
    } finally {
      lock.unlock();
    }
  }
}
