package dev.vedette.resp.acl;

import dev.vedette.resp.acl.AclDenial.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What was refused lately, newest first; equal refusals within a minute are counted in one entry.
 */
public final class AclLog {
  private static final long GROUPING_MILLIS = 60_000;
  private static final int GROUPING_DEPTH = 10;

  private final int maxLength;
  private final LongSupplier clockMillis;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Entry> entries = new ArrayDeque<>();

  /**
   * An empty log.
   *
   * @param maxLength how many entries to keep
   * @param clockMillis tells the age of entries
   */
  public AclLog(int maxLength, LongSupplier clockMillis) {
    this.maxLength = maxLength;
    this.clockMillis = clockMillis;
  }

  /**
   * One kind of refusal.
   *
   * @param count how often
   * @param object the command, channel, or for a failed login the command that was used
   * @param username who tried
   * @param timeMillis when last, on the log's clock
   * @param clientInfo who tried last, as a line of {@code CLIENT LIST}
   */
  public record Entry(
      long count,
      Reason reason,
      String object,
      String username,
      long timeMillis,
      String clientInfo) {
    private boolean isLike(Entry other) {
      return reason == other.reason
          && object.equals(other.object)
          && username.equals(other.username)
          && Math.abs(timeMillis - other.timeMillis) <= GROUPING_MILLIS;
    }
  }

  /** Notes a refusal. */
  public void add(Reason reason, String object, String username, String clientInfo) {
    Entry entry = new Entry(1, reason, object, username, clockMillis.getAsLong(), clientInfo);
    lock.lock();
    try {
      entries.addFirst(merged(entry));
      while (entries.size() > maxLength) {
        entries.removeLast();
      }
    } finally {
      lock.unlock();
    }
  }

  private Entry merged(Entry entry) {
    Iterator<Entry> recent = entries.iterator();
    for (int i = 0; i < GROUPING_DEPTH && recent.hasNext(); i++) {
      Entry old = recent.next();
      if (old.isLike(entry)) {
        recent.remove();
        return new Entry(
            old.count() + 1,
            entry.reason(),
            entry.object(),
            entry.username(),
            entry.timeMillis(),
            entry.clientInfo());
      }
    }
    return entry;
  }

  /** At most {@code count} entries, newest first. */
  public List<Entry> newest(long count) {
    lock.lock();
    try {
      return new ArrayList<>(entries)
          .subList(0, (int) Math.min(Math.max(count, 0), entries.size()));
    } finally {
      lock.unlock();
    }
  }

  /** How long ago an entry was updated. */
  public long ageMillis(Entry entry) {
    return clockMillis.getAsLong() - entry.timeMillis();
  }

  /** Forgets all. */
  public void clear() {
    lock.lock();
    try {
      entries.clear();
    } finally {
      lock.unlock();
    }
  }
}
