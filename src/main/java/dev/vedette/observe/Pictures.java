package dev.vedette.observe;

import dev.vedette.engine.Engine;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.event.Verdict.Fitness;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes pictures of the sentinel, at most one a second however many ask, and waits for the engine
 * for a bounded time. Thread-safe.
 */
public final class Pictures {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long USABLE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** So many masters are looked at without a break: about a millisecond. */
  private static final int PART = 50;

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
        last = take(System.nanoTime() + PATIENCE.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The engine is busy, stuck or stopping; its own health says so.
    } finally {
      lock.unlock();
    }
  }

  /** The engine decides between two parts: nobody's failover waits for a picture of thousands. */
  private Picture take(long untilNanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<String> names = read(Sentinel::masterNames, untilNanos);
    List<MasterView> masters = new ArrayList<>(names.size());
    Map<String, Integer> promotable = HashMap.newHashMap(names.size());
    SentinelView whole;
    int from = 0;
    do {
      List<String> part = names.subList(from, Math.min(names.size(), from + PART));
      whole = read(sentinel -> look(sentinel, part, promotable), untilNanos);
      masters.addAll(whole.masters());
      from += PART;
    } while (from < names.size());
    return new Picture(whole.withMasters(masters), promotable, System.nanoTime());
  }

  private <T> T read(Function<Sentinel, T> question, long untilNanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    long patience = Math.max(0, untilNanos - System.nanoTime());
    return engine.read(question).get(patience, TimeUnit.NANOSECONDS);
  }

  private SentinelView look(Sentinel sentinel, List<String> part, Map<String, Integer> promotable) {
    long nowMillis = engine.nowMillis();
    SentinelView view = sentinel.view(part, nowMillis);
    for (MasterView master : view.masters()) {
      List<Verdict> candidates = sentinel.candidates(master.name(), nowMillis);
      promotable.put(master.name(), candidates == null ? 0 : fit(candidates));
    }
    return view;
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
