package dev.vedette.night;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Actions that are repeated, each on a thread of its own, until this is closed. */
final class Repeating implements AutoCloseable {

  private final List<ScheduledExecutorService> threads = new ArrayList<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  /** From now on, with that pause between the end of one and the start of the next. */
  void every(int pauseMillis, Runnable action) {
    // Virtual: an interrupt ends a read that waits.
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    var _ =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                action.run();
              } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                throw e;
              }
            },
            0,
            pauseMillis,
            TimeUnit.MILLISECONDS);
    threads.add(thread);
  }

  /**
   * Says so if an action failed: it is not repeated any more, and what it watches is not watched.
   *
   * @throws IllegalStateException with the failure
   */
  void requireHealth() {
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a watch of the night itself failed", failed);
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdownNow);
    threads.forEach(ExecutorService::close);
  }
}
