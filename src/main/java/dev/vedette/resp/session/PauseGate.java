package dev.vedette.resp.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** {@code CLIENT PAUSE}: makes commands wait until a time, or until {@code CLIENT UNPAUSE}. */
public final class PauseGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long untilNanos;
  private boolean paused;
  private boolean publishOnly;

  /**
   * Pauses for a time. A longer or stricter pause that is in force stays.
   *
   * @param writesOnly true to hold back only what {@code WRITE} means at a sentinel: {@code
   *     PUBLISH}
   */
  public void pause(long millis, boolean writesOnly) {
    lock.lock();
    try {
      long now = System.nanoTime();
      long bounded = Math.min(millis, TimeUnit.DAYS.toMillis(365));
      long end = now + TimeUnit.MILLISECONDS.toNanos(bounded);
      boolean running = paused && untilNanos - now > 0;
      untilNanos = running && untilNanos - end > 0 ? untilNanos : end;
      publishOnly = running ? publishOnly && writesOnly : writesOnly;
      paused = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the pause. */
  public void unpause() {
    lock.lock();
    try {
      paused = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits while commands of this kind are paused. */
  void await(boolean isPublish) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (paused && (isPublish || !publishOnly)) {
        long left = untilNanos - System.nanoTime();
        if (left <= 0) {
          paused = false;
        } else {
          changed.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
