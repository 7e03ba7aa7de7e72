package dev.vedette.notify;

import dev.vedette.notify.delivery.DeliveryStore.Tally;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the queue holds, at most once a second however many ask, and lets nobody wait for it
 * for more than a second. Thread-safe.
 */
final class QueueTally {

  private static final Logger log = LoggerFactory.getLogger(QueueTally.class);
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_MILLIS = 1_000;

  private final Supplier<List<Tally>> count;

  // Not a virtual one: SQLite is native code, which would hold its carrier.
  private final Executor executor =
      task -> Thread.ofPlatform().daemon().name("notify-tally").start(task);

  private CompletableFuture<List<Tally>> counting = CompletableFuture.completedFuture(List.of());
  private long countedNanos = System.nanoTime() - FRESH_NANOS;
  private volatile List<Tally> last = List.of();

  QueueTally(Supplier<List<Tally>> count) {
    this.count = count;
  }

  /** What it holds now, or held when it could last be counted. */
  List<Tally> current() {
    try {
      last = fresh().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("The notification queue cannot be counted: {}", e.toString());
    }
    return last;
  }

  private synchronized CompletableFuture<List<Tally>> fresh() {
    if (counting.isDone() && System.nanoTime() - countedNanos >= FRESH_NANOS) {
      counting = CompletableFuture.supplyAsync(count, executor);
      countedNanos = System.nanoTime();
    }
    return counting;
  }
}
