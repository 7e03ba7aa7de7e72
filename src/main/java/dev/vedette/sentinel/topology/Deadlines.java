package dev.vedette.sentinel.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Which group wants to be looked at when. */
public final class Deadlines {

  private final TreeSet<Master> byTime =
      new TreeSet<>(Comparator.comparingLong(Master::wakeAt).thenComparingLong(Master::order));

  /** Looks at that group at that time, and no longer at the time given before. */
  public void set(Master master, long when) {
    byTime.remove(master);
    master.sleepUntil(when);
    if (when != Times.FOREVER) {
      byTime.add(master);
    }
  }

  /** Never again. */
  public void remove(Master master) {
    byTime.remove(master);
  }

  /** The groups whose time has come, earliest first. */
  public List<Master> due(long now) {
    List<Master> due = new ArrayList<>();
    for (Master master : byTime) {
      if (master.wakeAt() > now) {
        break;
      }
      due.add(master);
    }
    return due;
  }

  /** The earliest time, {@link Times#FOREVER} when there is none. */
  public long next() {
    return byTime.isEmpty() ? Times.FOREVER : byTime.first().wakeAt();
  }
}
