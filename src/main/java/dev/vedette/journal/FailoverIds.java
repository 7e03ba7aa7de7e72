package dev.vedette.journal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The ids of the failovers that this process has started lately. Thread-safe. */
final class FailoverIds {

  private record Attempt(String master, long epoch) {}

  private static final int KEPT = 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Map<Attempt, String> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, String> eldest) {
          return size() > KEPT;
        }
      };

  void put(String master, long epoch, String id) {
    lock.lock();
    try {
      ids.put(new Attempt(master, epoch), id);
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits at most that long for it to be known. */
  Optional<String> await(String master, long epoch, Duration patience) {
    Attempt attempt = new Attempt(master, epoch);
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (!ids.containsKey(attempt) && nanos > 0) {
        nanos = added.awaitNanos(nanos);
      }
      return Optional.ofNullable(ids.get(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
