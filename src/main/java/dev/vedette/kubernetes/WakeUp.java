package dev.vedette.kubernetes;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets one thread sleep until there is something to do. Waking it never waits. */
final class WakeUp {

  /** How long it waits for more of what is not urgent, such as replicas found one by one. */
  private static final Duration GATHERING = Duration.ofMillis(500);

  private final Semaphore urgent = new Semaphore(0);
  private final Semaphore any = new Semaphore(0);

  /** There is something that must not wait. */
  void atOnce() {
    urgent.release();
    any.release();
  }

  /** There is something. */
  void soon() {
    any.release();
  }

  /**
   * Sleeps until it is woken, or for that long. Returns false when it is interrupted: only the end
   * of the thread interrupts it.
   */
  boolean await(Duration limit) {
    try {
      if (any.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        boolean _ = urgent.tryAcquire(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
      }
      any.drainPermits();
      urgent.drainPermits();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
