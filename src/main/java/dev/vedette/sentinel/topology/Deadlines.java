package dev.vedette.sentinel.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * Which group wants to be looked at when: a binary heap whose entries know their places, because
 * every message moves the deadline of its group.
 */
public final class Deadlines {

  private final List<Master> heap = new ArrayList<>();

  /** Nobody has a deadline yet. */
  public Deadlines() {}

  /** Looks at that group at that time, and no longer at the time given before. */
  public void set(Master master, long when) {
    int place = master.placeInDeadlines();
    if (when == Times.FOREVER) {
      remove(master);
      master.sleepUntil(when);
    } else if (place < 0) {
      master.sleepUntil(when);
      append(master);
    } else {
      long before = master.wakeAt();
      master.sleepUntil(when);
      if (when < before) {
        rise(master, place);
      } else if (when > before) {
        sink(master, place);
      }
    }
  }

  /** Never again. */
  public void remove(Master master) {
    int place = master.placeInDeadlines();
    if (place < 0) {
      return;
    }
    master.placeInDeadlines(-1);
    Master last = heap.removeLast();
    if (last != master) {
      sink(last, place);
      rise(last, last.placeInDeadlines());
    }
  }

  /**
   * Touches the groups whose time has come, earliest first, equal ones in the order in which they
   * were added. They have no deadline any more until one is {@link #set}.
   */
  public void takeDue(long now, Touched touched) {
    while (next() <= now && !heap.isEmpty()) {
      Master due = heap.getFirst();
      remove(due);
      touched.add(due);
    }
  }

  /** The earliest time, {@link Times#FOREVER} when there is none. */
  public long next() {
    return heap.isEmpty() ? Times.FOREVER : heap.getFirst().wakeAt();
  }

  private void append(Master master) {
    heap.add(master);
    rise(master, heap.size() - 1);
  }

  private void rise(Master master, int from) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (!isBefore(master, heap.get(parent))) {
        break;
      }
      put(heap.get(parent), place);
      place = parent;
    }
    put(master, place);
  }

  private void sink(Master master, int from) {
    int place = from;
    for (int child = 2 * place + 1; child < heap.size(); child = 2 * place + 1) {
      if (child + 1 < heap.size() && isBefore(heap.get(child + 1), heap.get(child))) {
        child++;
      }
      if (!isBefore(heap.get(child), master)) {
        break;
      }
      put(heap.get(child), place);
      place = child;
    }
    put(master, place);
  }

  private void put(Master master, int place) {
    heap.set(place, master);
    master.placeInDeadlines(place);
  }

  private static boolean isBefore(Master one, Master other) {
    return one.wakeAt() != other.wakeAt()
        ? one.wakeAt() < other.wakeAt()
        : one.order() < other.order();
  }
}
