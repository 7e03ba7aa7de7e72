package dev.vedette.journal;

import dev.vedette.journal.JournalStatus.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How writing goes. Written by the writer's thread, read by all. */
final class WriterStatus {

  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong commitNanos = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile State state = State.OPENING;
  private volatile @Nullable String failure;
  private volatile @Nullable Instant lastCommit;
  private volatile @Nullable Path movedAside;
  private volatile long lastCommitNanos;
  private volatile long longestCommitNanos;
  private volatile long sizeBytes;
  private volatile long lost;
  private volatile int backlog;
  private volatile long backlogSinceNanos;

  State state() {
    return state;
  }

  void become(State now) {
    state = now;
    failure = null;
  }

  /**
   * An attempt to open or to write failed.
   *
   * @return whether this is something new
   */
  boolean failed(String why) {
    boolean isNew = !why.equals(failure);
    failures.incrementAndGet();
    state = State.BROKEN;
    failure = why;
    return isNew;
  }

  void committed(int count, long nanos) {
    entries.addAndGet(count);
    commits.incrementAndGet();
    commitNanos.addAndGet(nanos);
    lastCommitNanos = nanos;
    longestCommitNanos = Math.max(longestCommitNanos, nanos);
    lastCommit = Instant.now();
  }

  void movedAside(Path where) {
    movedAside = where;
  }

  void size(long bytes) {
    sizeBytes = bytes;
  }

  void backlog(Backlog waiting) {
    lost = waiting.lostEver();
    backlogSinceNanos = waiting.oldestNanos();
    backlog = waiting.size();
  }

  JournalStatus snapshot(Path file, Intake intake, long lastId) {
    int pending = backlog;
    long now = System.nanoTime();
    long oldest = pending > 0 ? backlogSinceNanos : intake.oldestNanos();
    int waiting = pending + intake.size();
    return new JournalStatus(
        state,
        failure,
        file,
        waiting,
        waiting == 0 ? 0 : Math.max(0, (now - oldest) / 1_000_000),
        entries.get(),
        lost,
        commits.get(),
        commitNanos.get(),
        lastCommitNanos,
        longestCommitNanos,
        failures.get(),
        lastCommit,
        lastId,
        movedAside,
        sizeBytes);
  }
}
