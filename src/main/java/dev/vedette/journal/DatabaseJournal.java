package dev.vedette.journal;

import dev.vedette.engine.EventListener;
import dev.vedette.journal.JournalStatus.State;
import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.sentinel.event.EventLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The journal in a database file. */
public final class DatabaseJournal implements Journal, AutoCloseable {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

  private final JournalSettings settings;
  private final Intake intake;
  private final FailoverIds ids = new FailoverIds();
  private final Committed committed = new Committed();
  private final WriterStatus status = new WriterStatus();
  private final JournalWriter writer;
  private final JournalReader reader;

  /**
   * Does nothing until {@link #start}.
   *
   * @param home whose journal it is; where {@code settings} name another file, that one counts
   */
  public DatabaseJournal(JournalSettings settings, JournalHome home) {
    this.settings = settings;
    intake = new Intake(settings.queueCapacity());
    writer = new JournalWriter(settings, home, intake, ids, committed, status);
    reader = new JournalReader(settings.file(), writer::suspectDamage);
  }

  /**
   * What is to hear all events of the engine, from the first one on. What it hears before {@link
   * #start} waits.
   */
  public EventListener listener() {
    return intake;
  }

  /**
   * Opens the database, on a thread of its own. A database that cannot be opened is no error here.
   */
  public void start() {
    writer.start();
  }

  @Override
  public List<JournalEvent> events(EventQuery query) {
    return read(jdbc -> new EventTable(jdbc).find(query));
  }

  @Override
  public boolean awaitBeyond(long id, Duration patience) throws InterruptedException {
    return committed.awaitBeyond(id, patience);
  }

  @Override
  public long lastId() {
    return committed.lastId();
  }

  @Override
  public List<FailoverRecord> failovers(FailoverQuery query) {
    Instant now = Instant.now();
    return read(jdbc -> new FailoverTable(jdbc).find(query)).stream()
        .map(failover -> failover.asOf(now))
        .toList();
  }

  @Override
  public Optional<FailoverRecord> failover(String id) {
    Instant now = Instant.now();
    return read(jdbc -> new FailoverTable(jdbc).find(id)).map(failover -> failover.asOf(now));
  }

  @Override
  public Optional<String> failoverId(String master, long epoch, Duration patience) {
    return ids.await(master, epoch, patience);
  }

  @Override
  public void audit(@Nullable String master, String text, Map<String, Object> detail) {
    intake.add(
        new Arrival.Noted(
            Instant.now(),
            JournalEvent.AUDIT,
            EventLevel.NOTICE,
            master,
            text,
            detail,
            System.nanoTime()));
  }

  @Override
  public JournalStatus status() {
    return status.snapshot(settings.file(), intake, committed.lastId());
  }

  private <T> T read(Function<JdbcClient, T> query) {
    if (status.state() == State.OPENING) {
      throw new JournalUnavailableException("The journal is being opened; try again soon.");
    }
    return reader.read(query);
  }

  /**
   * Commits what waits, if the database lets it, and closes the file. Takes a few seconds at most.
   */
  @Override
  public void close() {
    writer.stop(CLOSE_LIMIT);
    reader.close();
  }
}
