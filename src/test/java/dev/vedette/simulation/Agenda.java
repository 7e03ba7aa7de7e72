package dev.vedette.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time in microseconds, and what is to happen when. */
final class Agenda {

  private record Entry(long at, long order, Runnable action) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private long nowMicros;
  private long nextOrder;

  long nowMicros() {
    return nowMicros;
  }

  /** Milliseconds, for people. */
  long now() {
    return nowMicros / 1000;
  }

  void at(long micros, Runnable action) {
    entries.add(new Entry(Math.max(micros, nowMicros), nextOrder++, action));
  }

  void inMillis(long millis, Runnable action) {
    at(nowMicros + millis * 1000, action);
  }

  /** Lets everything happen up to that time. */
  void runUntil(long micros) {
    Entry next;
    while ((next = entries.peek()) != null && next.at() <= micros) {
      entries.poll();
      nowMicros = next.at();
      next.action().run();
    }
    nowMicros = micros;
  }
}
