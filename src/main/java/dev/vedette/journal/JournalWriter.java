package dev.vedette.journal;

import dev.vedette.journal.JournalStatus.State;
import dev.vedette.sqlite.DamagedDatabaseException;
import dev.vedette.sqlite.DamagedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the journal. It takes in what arrives at all times, commits what waits
 * in one transaction, and when the database fails it tries again and again, later and later.
 */
final class JournalWriter {

  private static final int MAX_INTAKE = 2_048;
  private static final long IDLE_MILLIS = 1_000;
  private static final long FIRST_RETRY_MILLIS = 100;
  private static final long LAST_RETRY_MILLIS = 10_000;

  /** What could be written for that long is well. */
  private static final long STEADY_NANOS = 10_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  private final JournalSettings settings;
  private final JournalHome home;
  private final String who;
  private final Intake intake;
  private final Backlog backlog;
  private final EventRecorder recorder;
  private final Committed committed;
  private final WriterStatus status;
  private final Thread thread;
  private @Nullable JournalStore store;
  private boolean begun;
  private @Nullable String lostBefore;
  private long retryMillis = FIRST_RETRY_MILLIS;
  private long retryAtNanos = System.nanoTime();
  private long openedAtNanos = System.nanoTime();
  private volatile boolean stopping;
  private volatile boolean suspected;

  JournalWriter(
      JournalSettings settings,
      JournalHome home,
      Intake intake,
      FailoverIds ids,
      Committed committed,
      WriterStatus status) {
    this.settings = settings;
    this.who = "process " + ProcessHandle.current().pid() + " of sentinel " + home.myId();
    this.home = home;
    this.intake = intake;
    this.committed = committed;
    this.status = status;
    backlog = new Backlog(settings.queueCapacity());
    recorder = new EventRecorder(home, settings.level(), backlog, ids);
    thread = Thread.ofPlatform().name("journal").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Commits what waits, if the database lets it, and ends. Returns after the limit at the latest.
   */
  void stop(Duration limit) {
    stopping = true;
    intake.wake(thread);
    LockSupport.unpark(thread);
    try {
      if (thread.isAlive() && !thread.join(limit)) {
        LOG.warn("The journal did not close within {} ms", limit.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Somebody met damage: the file is opened anew, which checks it. */
  void suspectDamage() {
    suspected = true;
  }

  private void run() {
    intake.wake(thread);
    while (!stopping) {
      cycle();
      if (!stopping) {
        intake.await(pauseMillis());
      }
    }
    retryAtNanos = System.nanoTime();
    cycle();
    finish();
  }

  /** While there is something to write and nowhere to write it, until the next attempt. */
  private long pauseMillis() {
    if (store != null || backlog.isEmpty()) {
      return backlog.isEmpty() ? IDLE_MILLIS : 0;
    }
    return Math.clamp((retryAtNanos - System.nanoTime()) / 1_000_000 + 1, 1, IDLE_MILLIS);
  }

  private void cycle() {
    try {
      takeIn();
      if (store != null && !store.isInPlace()) {
        beginAnew("what was before is lost: the file was removed or replaced while in use");
        throw new IOException(settings.file() + " was removed or replaced while in use");
      }
      if (suspected && store != null) {
        suspected = false;
        store.close();
        store = null;
      }
      JournalStore open = store == null ? open() : store;
      if (open != null) {
        commitAll(open);
        open.keepHouse();
        status.size(JournalDatabase.size(settings.file()));
      }
    } catch (SQLException | IOException | RuntimeException | LinkageError e) {
      fail(e);
    }
    status.backlog(backlog);
  }

  private void takeIn() {
    for (int taken = 0; taken < MAX_INTAKE; taken++) {
      Arrival arrival = intake.poll();
      if (arrival == null) {
        break;
      }
      recorder.take(arrival);
    }
    recorder.expire();
    status.backlog(backlog);
  }

  private @Nullable JournalStore open() throws SQLException, IOException {
    if (System.nanoTime() - retryAtNanos < 0) {
      return null;
    }
    JournalStore opened = JournalStore.open(settings);
    store = opened;
    if (!begun) {
      opened.begin(who, lostBefore);
      begun = true;
      lostBefore = null;
    }
    committed.growTo(opened.lastId());
    if (status.state() == State.BROKEN) {
      LOG.warn("The journal {} can be written again", settings.file());
    }
    status.become(State.OPEN);
    openedAtNanos = System.nanoTime();
    return opened;
  }

  private void commitAll(JournalStore open) {
    while (!backlog.isEmpty()) {
      long start = System.nanoTime();
      Backlog.Batch batch = backlog.next();
      open.commit(batch);
      backlog.committed(batch);
      home.committedUpTo(batch.lastSequence());
      status.committed(batch.entries().size(), System.nanoTime() - start);
      status.backlog(backlog);
      committed.growTo(open.lastId());
      takeIn();
    }
  }

  private void fail(Throwable failure) {
    if (store != null) {
      store.close();
      store = null;
      // A disk that is full again and again is not to be tried, and told of, ten times a second.
      if (System.nanoTime() - openedAtNanos > STEADY_NANOS) {
        retryMillis = FIRST_RETRY_MILLIS;
      }
    }
    boolean isNew = status.failed(describe(failure));
    retryAtNanos = System.nanoTime() + retryMillis * 1_000_000;
    retryMillis = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
    if (isNew) {
      LOG.error(
          "The journal {} cannot be written: {}. Monitoring and failover go on; up to {} events wait"
              + " until it works again.",
          settings.file(),
          describe(failure),
          settings.queueCapacity());
      LOG.debug("The failure in full", failure);
    }
    if (DamagedDatabaseException.isCauseOf(failure)) {
      moveAside(describe(failure));
    }
  }

  private void beginAnew(String lost) {
    begun = false;
    lostBefore = lost;
  }

  private void moveAside(String why) {
    try {
      Path aside = DamagedFile.moveAside(settings.file());
      status.movedAside(aside);
      beginAnew("what was before is in " + aside.getFileName() + ", which is damaged: " + why);
      LOG.error("The damaged journal is now {}; a new one begins", aside);
    } catch (IOException e) {
      LOG.error("The damaged journal cannot be moved aside: {}", e.toString());
    }
  }

  /** The innermost message: the drivers' own wrap it in words that help nobody. */
  private static String describe(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }

  private void finish() {
    if (store != null) {
      try {
        store.end();
      } catch (SQLException | RuntimeException e) {
        LOG.warn("The journal could not be closed in good order: {}", describe(e));
      }
      store.close();
      store = null;
    }
    if (backlog.size() > 0) {
      LOG.error("{} events were never written to the journal", backlog.size());
    }
    status.become(State.CLOSED);
  }
}
