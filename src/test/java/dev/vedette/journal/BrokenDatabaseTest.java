package dev.vedette.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.vedette.journal.JournalStatus.State;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal when its database is locked, damaged, or away. */
class BrokenDatabaseTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CAPACITY = 100;

  @TempDir Path folder;
  private Path file;
  private DatabaseJournal journal;

  @BeforeEach
  void place() {
    file = folder.resolve("journal.db");
    journal = journal(file);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static DatabaseJournal journal(Path file) {
    return new DatabaseJournal(
        new JournalSettings(
            file, EventLevel.VERBOSE, Duration.ofDays(36_500), 100_000, 10_000, CAPACITY),
        new JournalHome(file, Sample.MY_ID));
  }

  private void hear(int from, int to) {
    for (int i = from; i <= to; i++) {
      journal.listener().onEvent(Sample.event(i, EventType.SDOWN, "m" + i));
    }
  }

  private void awaitState(State state) {
    await().atMost(PATIENCE).until(() -> journal.status().state() == state);
  }

  private void awaitWritten(int count) {
    await().atMost(PATIENCE).until(() -> journal.status().committed() >= count);
  }

  private List<String> types() {
    return journal.events(EventQuery.after(0, EventQuery.MAX_LIMIT)).stream()
        .map(JournalEvent::type)
        .toList();
  }

  private Connection exclusiveLock() throws Exception {
    Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = other.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("CREATE TABLE IF NOT EXISTS foreign_table (x)");
    }
    return other;
  }

  @Test
  void a_locked_database_is_waited_for_and_nothing_is_lost() throws Exception {
    try (Connection other = exclusiveLock()) {
      journal.start();
      hear(1, 3);
      awaitState(State.BROKEN);
      assertThat(journal.status().failure()).contains("locked");
      assertThat(journal.status().waiting()).isEqualTo(3);
      assertThat(journal.status().lagMillis()).isPositive();
      other.createStatement().execute("ROLLBACK");
    }

    awaitWritten(3);
    assertThat(types()).containsExactly(JournalEvent.OPENED, "+sdown", "+sdown", "+sdown");
    assertThat(journal.status().failure()).isNull();
  }

  @Test
  void while_it_is_away_the_oldest_events_give_way_and_that_is_written_down() throws Exception {
    try (Connection other = exclusiveLock()) {
      journal.start();
      awaitState(State.BROKEN);
      for (int i = 1; i <= 3 * CAPACITY; i += 10) {
        hear(i, i + 9);
        await().atMost(PATIENCE).until(() -> journal.status().waiting() <= CAPACITY);
      }
      other.createStatement().execute("ROLLBACK");
    }

    awaitState(State.OPEN);
    awaitWritten(1);
    await().atMost(PATIENCE).until(() -> journal.status().waiting() == 0);
    List<JournalEvent> events = journal.events(EventQuery.after(0, EventQuery.MAX_LIMIT));
    assertThat(events.getLast().master()).isEqualTo("m" + 3 * CAPACITY);
    assertThat(events).filteredOn(event -> event.type().equals(JournalEvent.GAP)).isNotEmpty();
    assertThat(journal.status().lost()).isGreaterThanOrEqualTo(CAPACITY);
    assertThat(events).hasSizeLessThanOrEqualTo(CAPACITY + 10);
  }

  @Test
  void a_file_that_is_no_database_is_moved_aside_and_a_new_one_begins() throws Exception {
    Files.writeString(file, "this is no database at all\n".repeat(100));
    journal.start();
    hear(1, 1);

    awaitWritten(1);
    assertThat(types()).containsExactly(JournalEvent.GAP, JournalEvent.OPENED, "+sdown");
    Path aside = journal.status().movedAside();
    assertThat(aside).isNotNull();
    assertThat(Files.readString(aside)).startsWith("this is no database");
  }

  @Test
  void a_damaged_page_is_found_when_the_file_is_opened() throws Exception {
    journal.start();
    hear(1, 2_000);
    await().atMost(PATIENCE).until(() -> journal.status().waiting() == 0);
    journal.close();
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 8_192; i < bytes.length; i++) {
      bytes[i] = (byte) 0xa5;
    }
    Files.write(file, bytes);

    journal = journal(file);
    journal.start();
    hear(1, 1);

    awaitWritten(1);
    assertThat(journal.status().movedAside()).isNotNull();
    assertThat(types()).contains(JournalEvent.GAP, "+sdown");
  }

  @Test
  void a_file_that_is_removed_while_in_use_begins_anew() throws Exception {
    journal.start();
    hear(1, 1);
    awaitWritten(1);

    Files.delete(file);
    hear(2, 2);

    awaitWritten(2);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(file).exists());
    assertThat(types()).containsExactly(JournalEvent.GAP, JournalEvent.OPENED, "+sdown");
  }

  @Test
  void a_file_of_a_newer_version_is_left_alone() throws Exception {
    try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      newer.createStatement().execute("PRAGMA user_version = 99");
    }
    journal.start();

    awaitState(State.BROKEN);

    assertThat(journal.status().failure())
        .contains("newer Vedette")
        .contains("vedette.journal.path");
    assertThat(journal.status().movedAside()).isNull();
  }

  @Test
  void a_folder_that_cannot_be_made_is_said_clearly() throws Exception {
    Path occupied = Files.writeString(folder.resolve("occupied"), "a file, not a folder");
    journal.close();
    journal = journal(occupied.resolve("journal.db"));
    journal.start();
    hear(1, 1);

    awaitState(State.BROKEN);

    assertThat(journal.status().failure()).contains("occupied");
    assertThat(journal.status().waiting()).isEqualTo(1);
    assertThatExceptionOfType(JournalUnavailableException.class)
        .isThrownBy(() -> journal.events(EventQuery.newest(1)));
  }

  @Test
  void closing_does_not_wait_for_a_database_that_is_away() throws Exception {
    try (Connection other = exclusiveLock()) {
      journal.start();
      hear(1, 1);
      awaitState(State.BROKEN);
      long start = System.nanoTime();

      journal.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(other.isClosed()).isFalse();
    }
  }

  @Test
  void listening_is_fast_whatever_the_database_does() throws Exception {
    try (Connection other = exclusiveLock()) {
      journal.start();
      awaitState(State.BROKEN);
      long start = System.nanoTime();

      hear(1, 100_000);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(journal.status().waiting()).isLessThanOrEqualTo(2 * CAPACITY + 1);
      assertThat(other.isClosed()).isFalse();
    }
  }
}
