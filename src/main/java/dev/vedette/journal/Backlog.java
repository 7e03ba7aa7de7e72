package dev.vedette.journal;

import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.sentinel.event.EventLevel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the writer has taken in and not committed yet. When the database is away for long, the
 * oldest entries give way; how many, and of which time, is written down in their place. Not
 * thread-safe.
 */
final class Backlog {

  /**
   * What goes into one transaction.
   *
   * @param gap stands for the entries that were lost before these, null when none were
   */
  record Batch(@Nullable Entry gap, List<Entry> entries, List<FailoverRecord> failovers) {

    /** The number of its last event of the engine, 0 when it has none. */
    long lastSequence() {
      return entries.stream().mapToLong(Entry::sequence).max().orElse(0);
    }
  }

  private static final int MAX_BATCH = 256;
  private static final int MAX_FAILOVERS = 1_000;

  private final int capacity;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<String, FailoverRecord> failovers = new LinkedHashMap<>();
  private long lost;
  private @Nullable Instant lostFrom;
  private @Nullable Instant lostUntil;
  private long lostEver;

  Backlog(int capacity) {
    this.capacity = capacity;
  }

  void add(Entry entry) {
    if (entries.size() >= capacity) {
      Entry oldest = entries.removeFirst();
      lost++;
      lostEver++;
      lostFrom = lostFrom == null ? oldest.time() : lostFrom;
      lostUntil = oldest.time();
    }
    entries.addLast(entry);
  }

  /** That many events never came here, because too many were waiting before. */
  void addGap(long count, Instant from, Instant until) {
    lostEver += count;
    add(gap(count, from, until));
  }

  /** A newer version replaces the one that waits. */
  void add(FailoverRecord failover) {
    failovers.put(failover.id(), failover);
    if (failovers.size() > MAX_FAILOVERS) {
      failovers.remove(failovers.keySet().iterator().next());
    }
  }

  boolean isEmpty() {
    return entries.isEmpty() && failovers.isEmpty() && lost == 0;
  }

  int size() {
    return entries.size();
  }

  long lostEver() {
    return lostEver;
  }

  /** When the oldest entry arrived; now when there is none. */
  long oldestNanos() {
    Entry oldest = entries.peekFirst();
    return oldest == null ? System.nanoTime() : oldest.nanos();
  }

  /** The oldest entries. They stay until {@link #committed}. */
  Batch next() {
    List<Entry> next = new ArrayList<>(Math.min(entries.size(), MAX_BATCH));
    for (Entry entry : entries) {
      if (next.size() == MAX_BATCH) {
        break;
      }
      next.add(entry);
    }
    return new Batch(gap(), next, List.copyOf(failovers.values()));
  }

  void committed(Batch batch) {
    for (int i = 0; i < batch.entries().size(); i++) {
      entries.removeFirst();
    }
    failovers.clear();
    lost = 0;
    lostFrom = null;
    lostUntil = null;
  }

  private @Nullable Entry gap() {
    Instant from = lostFrom;
    Instant until = lostUntil;
    return from == null || until == null ? null : gap(lost, from, until);
  }

  private static Entry gap(long count, Instant from, Instant until) {
    return Entry.ofJournal(
        JournalEvent.GAP,
        EventLevel.WARNING,
        count
            + " events from "
            + from
            + " to "
            + until
            + " are missing: more were waiting for the database than may wait");
  }
}
