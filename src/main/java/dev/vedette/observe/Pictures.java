package dev.vedette.observe;

import dev.vedette.engine.Engine;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.event.Verdict.Fitness;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes pictures of the sentinel, at most one a second however many ask, and waits for the engine
 * for a bounded time. Thread-safe.
 */
public final class Pictures {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long USABLE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Engine engine;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Picture last;

  /** Pictures of the sentinel of that engine. */
  public Pictures(Engine engine) {
    this.engine = engine;
  }

  /**
   * A picture that is not older than a second, or, when the engine does not answer within a second,
   * the last one if that is not older than five; empty when there is none.
   */
  public Optional<Picture> current() {
    Picture present = last;
    if (isYoungerThan(FRESH_NANOS, present)) {
      return Optional.ofNullable(present);
    }
    refresh();
    present = last;
    return isYoungerThan(USABLE_NANOS, present) ? Optional.ofNullable(present) : Optional.empty();
  }

  private void refresh() {
    lock.lock();
    try {
      if (!isYoungerThan(FRESH_NANOS, last)) {
        last =
            engine
                .read(sentinel -> take(sentinel, engine.nowMillis()))
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The engine is busy, stuck or stopping; its own health says so.
    } finally {
      lock.unlock();
    }
  }

  private static Picture take(Sentinel sentinel, long nowMillis) {
    SentinelView view = sentinel.view(nowMillis);
    Map<String, Integer> promotable = new HashMap<>();
    for (MasterView master : view.masters()) {
      List<Verdict> candidates = sentinel.candidates(master.name(), nowMillis);
      promotable.put(master.name(), candidates == null ? 0 : fit(candidates));
    }
    return new Picture(view, promotable, System.nanoTime());
  }

  private static int fit(List<Verdict> candidates) {
    int fit = 0;
    for (Verdict candidate : candidates) {
      if (candidate.fitness() == Fitness.FIT) {
        fit++;
      }
    }
    return fit;
  }

  private static boolean isYoungerThan(long nanos, @Nullable Picture picture) {
    return picture != null && System.nanoTime() - picture.takenNanos() < nanos;
  }
}
