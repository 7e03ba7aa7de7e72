package dev.vedette.journal;

import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.journal.failover.Step;
import dev.vedette.sentinel.event.EventLevel;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the writer does with an open database. All of it throws when the database fails. */
final class JournalStore implements AutoCloseable {

  private static final long PRUNE_EVERY_NANOS = 60_000_000_000L;
  private static final long CHECKPOINT_EVERY_NANOS = 1_000_000_000L;
  private static final int PRUNE_EVERY_ENTRIES = 1_000;
  private static final String ENDED_BADLY =
      "the process before did not close the journal: events of its last moments may be missing";

  private final JournalSettings settings;
  private final JournalDatabase database;
  private final EventTable events;
  private final FailoverTable failovers;
  private long prunedAt = System.nanoTime();
  private long checkpointedAt = System.nanoTime();
  private int entriesSincePrune;
  private boolean dirty;

  private JournalStore(JournalSettings settings, JournalDatabase database) {
    this.settings = settings;
    this.database = database;
    JdbcClient jdbc = database.jdbc();
    events = new EventTable(jdbc);
    failovers = new FailoverTable(jdbc);
  }

  static JournalStore open(JournalSettings settings) throws SQLException, IOException {
    return new JournalStore(settings, JournalDatabase.open(settings.file()));
  }

  /**
   * Begins the part of a process: says so, says when the process before ended badly, and ends the
   * records that it left open.
   *
   * @param who which process writes from now on
   * @param lost what is known to be missing here, null for nothing
   */
  void begin(String who, @Nullable String lost) {
    database.inTransaction(() -> {
      boolean endedBadly =
          events.newestType().filter(t -> !t.equals(JournalEvent.CLOSED)).isPresent();
      if (endedBadly) {
        events.insert(Entry.ofJournal(JournalEvent.GAP, EventLevel.NOTICE, ENDED_BADLY));
      }
      if (lost != null) {
        events.insert(Entry.ofJournal(JournalEvent.GAP, EventLevel.WARNING, lost));
      }
      for (FailoverRecord open : failovers.inProgress()) {
        List<Step> steps = open.steps();
        Instant lastSeen = steps.isEmpty() ? open.startedAt() : steps.getLast().time();
        failovers.save(open.interrupted(lastSeen));
      }
      events.insert(Entry.ofJournal(JournalEvent.OPENED, EventLevel.NOTICE, who));
    });
    dirty = true;
  }

  /** Commits a batch, all or nothing. */
  void commit(Backlog.Batch batch) {
    database.inTransaction(() -> {
      if (batch.gap() != null) {
        events.insert(batch.gap());
      }
      batch.entries().forEach(events::insert);
      batch.failovers().forEach(failovers::save);
    });
    entriesSincePrune += batch.entries().size();
    dirty = true;
  }

  /** The greatest id that is committed. */
  long lastId() {
    return events.lastId();
  }

  /** Whether the file that is open is still the one at its path. */
  boolean isInPlace() {
    return database.isInPlace();
  }

  /** Brings what is committed to the disk, and removes some of what is too old, when it is time. */
  void keepHouse() throws SQLException {
    long now = System.nanoTime();
    if (dirty && now - checkpointedAt >= CHECKPOINT_EVERY_NANOS) {
      database.checkpoint();
      checkpointedAt = now;
      dirty = false;
    }
    if (entriesSincePrune >= PRUNE_EVERY_ENTRIES || now - prunedAt >= PRUNE_EVERY_NANOS) {
      prune(now);
    }
  }

  private void prune(long now) throws SQLException {
    Instant oldest = Instant.now().minus(settings.maxAge());
    boolean more = events.pruneSome(oldest, settings.maxEvents());
    if (!more) {
      failovers.prune(settings.maxFailovers());
      database.shrink();
      prunedAt = now;
      entriesSincePrune = 0;
    }
    dirty = true;
  }

  /** Ends the part of the process in good order. */
  void end() throws SQLException {
    database.inTransaction(() ->
        events.insert(
            Entry.ofJournal(JournalEvent.CLOSED, EventLevel.NOTICE, "closed in good order")));
    database.checkpoint();
  }

  @Override
  public void close() {
    database.close();
  }
}
