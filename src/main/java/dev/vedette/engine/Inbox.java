package dev.vedette.engine;

import dev.vedette.engine.EngineUnavailableException.Reason;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the engine, in the order of arrival. Two bounds keep it small: links keep what
 * finds no room (their connections are then not read, nothing is dropped), requests of clients and
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

  private final int capacity;
  private final int requestLimit;

  /** Room is told only when there is some to speak of, else all would wait again at once. */
  private final int roomyDepth;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition roomy = lock.newCondition();
  private final ArrayDeque<Entry> queue = new ArrayDeque<>();
  private final ArrayDeque<Entry> own = new ArrayDeque<>();
  private List<Runnable> waitingForRoom = new ArrayList<>();
  private int waitingRequests;
  private int highWater;
  private long blockedOffers;
  private long refusedRequests;
  private boolean closed;

  /**
   * @param capacity of everything together
   * @param requestLimit how many requests may wait, less than the capacity
   */
  Inbox(int capacity, int requestLimit) {
    this.capacity = capacity;
    this.requestLimit = requestLimit;
    this.roomyDepth = capacity / 2;
  }

  /** Puts an entry in, and waits for room when there is none. Ignored once closed. */
  void put(Entry entry) {
    lock.lock();
    try {
      if (queue.size() >= capacity && !closed) {
        blockedOffers++;
      }
      while (queue.size() >= capacity && !closed) {
        roomy.awaitUninterruptibly();
      }
      if (!closed) {
        append(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts inputs in, first to last, as far as there is room.
   *
   * @return how many; all of them once closed
   */
  int putAll(List<Input> inputs, long offeredNanos) {
    lock.lock();
    try {
      if (closed) {
        return inputs.size();
      }
      int taken = Math.min(inputs.size(), capacity - queue.size());
      for (int i = 0; i < taken; i++) {
        append(new Arrived(inputs.get(i), offeredNanos));
      }
      if (taken < inputs.size()) {
        blockedOffers++;
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Calls back once, when half of the inbox is empty or it is closed; at once when it is now. */
  void whenRoom(Runnable callback) {
    lock.lock();
    try {
      if (!closed && queue.size() > roomyDepth) {
        waitingForRoom.add(callback);
        return;
      }
    } finally {
      lock.unlock();
    }
    callback.run();
  }

  /** Puts an entry in on the engine's own thread; never waits. */
  void putOwn(Entry entry) {
    own.add(entry);
  }

  /** Puts a request in. Returns null when it was taken, else why not. */
  @Nullable EngineUnavailableException tryPut(Entry entry) {
    lock.lock();
    try {
      if (closed) {
        return new EngineUnavailableException(Reason.STOPPED, "Vedette is stopping");
      }
      if (waitingRequests >= requestLimit || queue.size() >= capacity) {
        refusedRequests++;
        return new EngineUnavailableException(
            Reason.BUSY, requestLimit + " requests are waiting already; try again in a moment");
      }
      waitingRequests++;
      append(entry);
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void append(Entry entry) {
    queue.add(entry);
    if (queue.size() == 1) {
      filled.signal();
    }
    highWater = Math.max(highWater, queue.size());
  }

  /**
   * Moves what waits into {@code batch}, at most {@code limit} entries, and waits for the first one
   * at most {@code timeoutMillis}. Only for the engine's thread.
   */
  void take(List<Entry> batch, int limit, long timeoutMillis) {
    while (!own.isEmpty() && batch.size() < limit) {
      batch.add(own.remove());
    }
    List<Runnable> callbacks = List.of();
    lock.lock();
    try {
      if (batch.isEmpty()) {
        await(timeoutMillis);
      }
      while (!queue.isEmpty() && batch.size() < limit) {
        batch.add(taken());
      }
      roomy.signalAll();
      if (!waitingForRoom.isEmpty() && queue.size() <= roomyDepth) {
        callbacks = waitingForRoom;
        waitingForRoom = new ArrayList<>();
      }
    } finally {
      lock.unlock();
    }
    callbacks.forEach(Runnable::run);
  }

  private Entry taken() {
    Entry entry = queue.remove();
    switch (entry) {
      case Asked _, Look<?> _ -> waitingRequests--;
      case Arrived _, Chore _ -> {}
    }
    return entry;
  }

  private void await(long timeoutMillis) {
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      while (queue.isEmpty() && !closed && left > 0) {
        left = filled.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread on purpose; the next turn comes a little early.
    }
  }

  /** From now on nothing is taken in; what waits can still be taken out. Wakes the engine up. */
  void close() {
    List<Runnable> callbacks;
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      roomy.signalAll();
      callbacks = waitingForRoom;
      waitingForRoom = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    callbacks.forEach(Runnable::run);
  }

  /** Fails everybody who still waits. Only for the engine's thread. */
  void abandonAll(RuntimeException why) {
    List<Entry> abandoned = new ArrayList<>();
    take(abandoned, Integer.MAX_VALUE, 0);
    for (Entry entry : abandoned) {
      switch (entry) {
        case Asked asked -> Answers.fail(asked.answer(), why);
        case Look<?> look -> Answers.fail(look.answer(), why);
        case Arrived _, Chore _ -> {}
      }
    }
  }

  boolean isEmpty() {
    return own.isEmpty() && depth() == 0;
  }

  int depth() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  int highWater() {
    lock.lock();
    try {
      return highWater;
    } finally {
      lock.unlock();
    }
  }

  long blockedOffers() {
    lock.lock();
    try {
      return blockedOffers;
    } finally {
      lock.unlock();
    }
  }

  long refusedRequests() {
    lock.lock();
    try {
      return refusedRequests;
    } finally {
      lock.unlock();
    }
  }
}
