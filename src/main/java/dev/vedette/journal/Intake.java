package dev.vedette.journal;

import dev.vedette.engine.EventListener;
import dev.vedette.engine.PublishedEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where events wait for the writer. Taking one in never blocks and never fails: when too many wait,
 * the oldest is dropped, which the writer notices by its missing sequence number.
 */
final class Intake implements EventListener {

  private final Queue<Arrival> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final int capacity;
  private volatile @Nullable Thread writer;

  Intake(int capacity) {
    this.capacity = capacity;
  }

  /** From now on that thread is woken for every arrival. */
  void wake(Thread thread) {
    writer = thread;
  }

  @Override
  public void onEvent(PublishedEvent event) {
    add(new Arrival.Heard(event, System.nanoTime()));
  }

  void add(Arrival arrival) {
    waiting.add(arrival);
    if (size.incrementAndGet() > capacity && waiting.poll() != null) {
      size.decrementAndGet();
    }
    LockSupport.unpark(writer);
  }

  /** The oldest, null when none waits. */
  @Nullable Arrival poll() {
    Arrival arrival = waiting.poll();
    if (arrival != null) {
      size.decrementAndGet();
    }
    return arrival;
  }

  int size() {
    return size.get();
  }

  /** When the oldest arrived; now when none waits. */
  long oldestNanos() {
    Arrival oldest = waiting.peek();
    return oldest == null ? System.nanoTime() : oldest.nanos();
  }

  /** Waits until something is there, or for that long, or for no reason. */
  void await(long millis) {
    if (waiting.isEmpty()) {
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }
}
