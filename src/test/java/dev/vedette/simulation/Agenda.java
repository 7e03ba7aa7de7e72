package dev.vedette.simulation;

import java.util.Arrays;

/**
 * Virtual time in microseconds, and what is to happen when. A heap of its own, because half of a
 * run's time would be spent in a general one.
 */
final class Agenda {

  private long[] times = new long[256];
  private long[] orders = new long[256];
  private Runnable[] actions = new Runnable[256];
  private int size;
  private long nowMicros;
  private long nextOrder;

  long nowMicros() {
    return nowMicros;
  }

  /** Milliseconds, for people. */
  long now() {
    return nowMicros / 1000;
  }

  void inMillis(long millis, Runnable action) {
    at(nowMicros + millis * 1000, action);
  }

  /** Lets something happen then, after what was planned for the same moment before. */
  void at(long micros, Runnable action) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      orders = Arrays.copyOf(orders, 2 * size);
      actions = Arrays.copyOf(actions, 2 * size);
    }
    rise(size++, Math.max(micros, nowMicros), nextOrder++, action);
  }

  /** Lets everything happen up to that time. */
  void runUntil(long micros) {
    while (size > 0 && times[0] <= micros) {
      nowMicros = times[0];
      Runnable action = actions[0];
      size--;
      sink(times[size], orders[size], actions[size]);
      action.run();
    }
    nowMicros = micros;
  }

  private boolean isBefore(long time, long order, int other) {
    return time < times[other] || (time == times[other] && order < orders[other]);
  }

  private void rise(int from, long time, long order, Runnable action) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!isBefore(time, order, parent)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, time, order, action);
  }

  private void sink(long time, long order, Runnable action) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && isBefore(times[child + 1], orders[child + 1], child)) {
        child++;
      }
      if (isBefore(time, order, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, time, order, action);
  }

  private void move(int from, int to) {
    put(to, times[from], orders[from], actions[from]);
  }

  private void put(int at, long time, long order, Runnable action) {
    times[at] = time;
    orders[at] = order;
    actions[at] = action;
  }
}
