package dev.vedette.engine;

import dev.vedette.engine.EngineUnavailableException.Reason;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the engine, in the order of arrival. Two bounds keep it small: links wait for room
 * (their connection is then read more slowly, nothing is dropped), requests of clients and
 * operators are refused long before, so that they can never crowd out what the links have to say.
 * What the engine's own thread puts in never waits, for it would wait for itself.
 */
final class Inbox {

  /** Something that waits. */
  sealed interface Entry {}

  /** An input from a link. */
  record Arrived(Input input, long offeredNanos) implements Entry {}

  /** A request and who waits for its answer. */
  record Asked(Request request, CompletableFuture<Answer> answer, long offeredNanos)
      implements Entry {}

  /** Somebody who wants to look. */
  record Look<T extends @Nullable Object>(
      Function<Sentinel, T> question, CompletableFuture<T> answer) implements Entry {}

  /** Work of the engine itself that has to be done on its thread, in the order of arrival. */
  record Chore(Runnable work) implements Entry {}

  private final int requestLimit;
  private final ArrayBlockingQueue<Entry> queue;
  private final ArrayDeque<Entry> own = new ArrayDeque<>();
  private final AtomicInteger waitingRequests = new AtomicInteger();
  private final AtomicInteger highWater = new AtomicInteger();
  private final AtomicLong blockedOffers = new AtomicLong();
  private final AtomicLong refusedRequests = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param capacity of everything together
   * @param requestLimit how many requests may wait, less than the capacity
   */
  Inbox(int capacity, int requestLimit) {
    this.requestLimit = requestLimit;
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  /** Puts an entry in, and waits for room when there is none. Ignored once closed. */
  void put(Entry entry) {
    if (closed || queue.offer(entry)) {
      noteDepth();
      return;
    }
    blockedOffers.incrementAndGet();
    boolean interrupted = false;
    boolean taken = false;
    while (!taken && !closed) {
      try {
        taken = queue.offer(entry, 100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    noteDepth();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts an entry in on the engine's own thread; never waits. */
  void putOwn(Entry entry) {
    own.add(entry);
  }

  /** Puts a request in. Returns null when it was taken, else why not. */
  @Nullable EngineUnavailableException tryPut(Entry entry) {
    if (closed) {
      return new EngineUnavailableException(Reason.STOPPED, "Vedette is stopping");
    }
    if (waitingRequests.incrementAndGet() > requestLimit || !queue.offer(entry)) {
      waitingRequests.decrementAndGet();
      refusedRequests.incrementAndGet();
      return new EngineUnavailableException(
          Reason.BUSY, requestLimit + " requests are waiting already; try again in a moment");
    }
    noteDepth();
    return null;
  }

  private void noteDepth() {
    int depth = queue.size();
    if (depth > highWater.get()) {
      highWater.accumulateAndGet(depth, Math::max);
    }
  }

  /**
   * Moves what waits into {@code batch}, at most {@code limit} entries, and waits for the first one
   * at most {@code timeoutMillis}. Only for the engine's thread.
   */
  void take(List<Entry> batch, int limit, long timeoutMillis) {
    while (!own.isEmpty() && batch.size() < limit) {
      batch.add(own.remove());
    }
    if (batch.isEmpty()) {
      Entry first = await(timeoutMillis);
      if (first == null) {
        return;
      }
      batch.add(first);
    }
    queue.drainTo(batch, limit - batch.size());
    for (Entry entry : batch) {
      switch (entry) {
        case Asked _, Look<?> _ -> waitingRequests.decrementAndGet();
        case Arrived _, Chore _ -> {}
      }
    }
  }

  private @Nullable Entry await(long timeoutMillis) {
    try {
      return timeoutMillis == 0 ? queue.poll() : queue.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread on purpose; the next turn comes a little early.
      return null;
    }
  }

  /** From now on nothing is taken in; what waits can still be taken out. Wakes the engine up. */
  void close() {
    closed = true;
    // When there is no room, the engine is awake anyway.
    boolean _ = queue.offer(new Chore(() -> {}));
  }

  /** Fails everybody who still waits. Only for the engine's thread. */
  void abandonAll(RuntimeException why) {
    for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
      switch (entry) {
        case Asked asked -> Answers.fail(asked.answer(), why);
        case Look<?> look -> Answers.fail(look.answer(), why);
        case Arrived _, Chore _ -> {}
      }
    }
  }

  boolean isEmpty() {
    return own.isEmpty() && queue.isEmpty();
  }

  int depth() {
    return queue.size();
  }

  int highWater() {
    return highWater.get();
  }

  long blockedOffers() {
    return blockedOffers.get();
  }

  long refusedRequests() {
    return refusedRequests.get();
  }
}
