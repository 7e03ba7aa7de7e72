package dev.vedette.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.journal.failover.Outcome;
import dev.vedette.sentinel.event.Event.Subject;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on a real database file that is well. */
class DatabaseJournalTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;
  private JournalSettings settings;
  private DatabaseJournal journal;

  @BeforeEach
  void open() {
    JournalSettings usual = JournalSettings.in(folder.resolve("journal.db"));
    settings =
        new JournalSettings(
            usual.file(), EventLevel.VERBOSE, Duration.ofDays(36_500), 100_000, 10_000, 10_000);
    journal = opened(settings);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static DatabaseJournal opened(JournalSettings settings) {
    DatabaseJournal journal =
        new DatabaseJournal(settings, new JournalHome(settings.file(), Sample.MY_ID));
    journal.start();
    return journal;
  }

  private void reopen(JournalSettings with) {
    journal.close();
    journal = opened(with);
  }

  private void hear(int sequence, EventType type, String master) {
    journal.listener().onEvent(Sample.event(sequence, type, master));
  }

  /** Waits until that many entries of the engine are committed. */
  private void awaitCommitted(long count) {
    await().atMost(PATIENCE).until(() -> journal.status().committed() >= count);
  }

  private List<String> types(EventQuery query) {
    return journal.events(query).stream().map(JournalEvent::type).toList();
  }

  private static EventQuery all() {
    return EventQuery.after(0, EventQuery.MAX_LIMIT);
  }

  @Test
  void keeps_an_event_with_all_that_it_says() {
    Evidence evidence =
        new Evidence.Opinions(
            2, 3, List.of(new Evidence.Opinion("b".repeat(40), "10.0.0.9:26379", true, null, 0)));
    journal.listener().onEvent(Sample.event(1, EventType.ODOWN, "mymaster", 7, evidence));
    awaitCommitted(1);

    JournalEvent event = journal.events(EventQuery.newest(1)).getFirst();

    assertThat(event.time()).isEqualTo(Sample.START.plusSeconds(1));
    assertThat(event.type()).isEqualTo("+odown");
    assertThat(event.level()).isEqualTo(EventLevel.WARNING);
    assertThat(event.master()).isEqualTo("mymaster");
    assertThat(event.subject()).isEqualTo(new Subject("master", "mymaster", "127.0.0.1", 6379));
    assertThat(event.payload()).isEqualTo("master mymaster 127.0.0.1 6379");
    assertThat(event.leading()).isTrue();
    assertThat(event.epoch()).isEqualTo(7);
    assertThat(event.sequence()).isEqualTo(1);
    assertThat(event.detail()).containsEntry("quorum", 2).containsKey("opinions");
  }

  @Test
  void tells_when_a_process_began_and_ended() {
    hear(1, EventType.SDOWN, "mymaster");
    reopen(settings);
    awaitCommitted(0);
    await()
        .atMost(PATIENCE)
        .ignoreException(JournalUnavailableException.class)
        .untilAsserted(() ->
            assertThat(types(all()))
                .containsExactly(
                    JournalEvent.OPENED, "+sdown", JournalEvent.CLOSED, JournalEvent.OPENED));
  }

  @Test
  void filters_by_master_type_level_and_time() {
    hear(1, EventType.SDOWN, "one");
    hear(2, EventType.SDOWN, "two");
    hear(3, EventType.SLAVE, "one");
    hear(4, EventType.SDOWN_CLEARED, "one");
    awaitCommitted(4);

    assertThat(types(query("one", null, null, null, null)))
        .containsExactly("+sdown", "+slave", "-sdown");
    assertThat(types(query(null, "?sdown", null, null, null)))
        .containsExactly("+sdown", "+sdown", "-sdown");
    assertThat(types(query("one", null, EventLevel.WARNING, null, null)))
        .containsExactly("+sdown", "-sdown");
    assertThat(
            types(
                query(null, null, null, Sample.START.plusSeconds(2), Sample.START.plusSeconds(4))))
        .containsExactly("+sdown", "+slave");
    assertThat(types(query("nobody", null, null, null, null))).isEmpty();
  }

  private static EventQuery query(
      @Nullable String master,
      @Nullable String type,
      @Nullable EventLevel level,
      @Nullable Instant from,
      @Nullable Instant until) {
    return new EventQuery(master, type, level, from, until, null, null, false, 100);
  }

  @Test
  void pages_in_both_directions() {
    for (int i = 1; i <= 5; i++) {
      hear(i, EventType.SDOWN, "m" + i);
    }
    awaitCommitted(5);

    List<JournalEvent> newest = journal.events(EventQuery.newest(2));
    List<JournalEvent> older =
        journal.events(
            new EventQuery(null, null, null, null, null, null, newest.getLast().id(), true, 2));
    List<JournalEvent> newer = journal.events(EventQuery.after(older.getFirst().id(), 2));

    assertThat(newest).extracting(JournalEvent::master).containsExactly("m5", "m4");
    assertThat(older).extracting(JournalEvent::master).containsExactly("m3", "m2");
    assertThat(newer).extracting(JournalEvent::master).containsExactly("m4", "m5");
  }

  @Test
  void refuses_a_limit_out_of_range() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventQuery.newest(0))
        .withMessageContaining("from 1 to 1000");
    assertThatIllegalArgumentException().isThrownBy(() -> EventQuery.newest(1_001));
    assertThatIllegalArgumentException().isThrownBy(() -> FailoverQuery.newest(201));
  }

  @Test
  void a_follower_is_woken_by_what_it_has_not_seen() throws Exception {
    hear(1, EventType.SDOWN, "mymaster");
    awaitCommitted(1);
    long seen = journal.lastId();

    assertThat(journal.awaitBeyond(seen, Duration.ofMillis(1))).isFalse();
    hear(2, EventType.ODOWN, "mymaster");

    assertThat(journal.awaitBeyond(seen, PATIENCE)).isTrue();
    assertThat(types(EventQuery.after(seen, 10))).containsExactly("+odown");
  }

  @Test
  void writes_down_who_changed_what() {
    journal.audit("mymaster", "alice removed mymaster", Map.of("user", "alice"));
    awaitCommitted(1);

    JournalEvent event = journal.events(EventQuery.newest(1)).getFirst();

    assertThat(event.type()).isEqualTo(JournalEvent.AUDIT);
    assertThat(event.payload()).isEqualTo("alice removed mymaster");
    assertThat(event.detail()).isEqualTo(Map.of("user", "alice"));
  }

  @Test
  void leaves_out_what_is_below_the_level() {
    hear(1, EventType.CMD_LINK_RECONNECTION, "mymaster");
    hear(2, EventType.SDOWN, "mymaster");
    awaitCommitted(1);

    assertThat(types(all())).containsExactly(JournalEvent.OPENED, "+sdown");
  }

  @Test
  void says_where_events_are_missing() {
    hear(1, EventType.SDOWN, "mymaster");
    hear(5, EventType.ODOWN, "mymaster");
    awaitCommitted(3);

    List<JournalEvent> events = journal.events(all());

    assertThat(events)
        .extracting(JournalEvent::type)
        .containsExactly(JournalEvent.OPENED, "+sdown", JournalEvent.GAP, "+odown");
    assertThat(events.get(2).payload())
        .startsWith("3 events from 2026-03-01T12:00:01Z to 2026-03-01T12:00:05Z are missing");
    assertThat(journal.status().lost()).isEqualTo(3);
  }

  @Test
  void cuts_a_payload_that_is_too_long() {
    journal.audit(null, "x".repeat(Entry.MAX_PAYLOAD + 1), Map.of());
    awaitCommitted(1);

    assertThat(journal.events(EventQuery.newest(1)).getFirst().payload())
        .hasSize(Entry.MAX_PAYLOAD);
  }

  @Test
  void removes_what_is_too_much() {
    for (int i = 1; i <= 1_700; i++) {
      hear(i, EventType.SDOWN, "m" + i);
    }
    awaitCommitted(1_700);
    journal.close();
    journal =
        opened(
            new JournalSettings(
                settings.file(), EventLevel.VERBOSE, settings.maxAge(), 10, 10_000, 10_000));
    hearUntilPruned();

    await()
        .atMost(PATIENCE)
        .ignoreException(JournalUnavailableException.class)
        .untilAsserted(() -> assertThat(journal.events(all())).hasSizeBetween(1, 1_009));
    assertThat(journal.events(all())).noneMatch(event -> "m1".equals(event.master()));
  }

  /** Pruning happens every thousand entries. */
  private void hearUntilPruned() {
    for (int i = 1; i <= 1_000; i++) {
      hear(i, EventType.SLAVE, "new");
    }
    awaitCommitted(1_000);
  }

  @Test
  void removes_what_is_too_old() {
    journal.close();
    journal =
        opened(
            new JournalSettings(
                settings.file(), EventLevel.VERBOSE, Duration.ofDays(1), 100_000, 10, 10_000));
    Instant now = Instant.now();
    for (int i = 1; i <= 1_100; i++) {
      journal.listener().onEvent(Sample.old(i, i <= 600 ? now.minus(Duration.ofDays(2)) : now));
    }

    await()
        .atMost(PATIENCE)
        .ignoreException(JournalUnavailableException.class)
        .untilAsserted(() ->
            assertThat(journal.events(all()))
                .filteredOn(event -> event.type().equals("+reboot"))
                .hasSize(500));
  }

  @Test
  void ids_grow_over_a_database_that_was_lost() throws Exception {
    hear(1, EventType.SDOWN, "mymaster");
    awaitCommitted(1);
    long before = journal.lastId();
    journal.close();
    Files.delete(settings.file());

    journal = opened(settings);

    assertThat(journal.awaitBeyond(before, PATIENCE)).isTrue();
  }

  @Test
  void tells_the_id_of_a_failover_that_was_just_started() {
    journal
        .listener()
        .onEvent(
            Sample.event(
                1, EventType.TRY_FAILOVER, "mymaster", 5, new Evidence.Attempt(true, false)));

    String id = journal.failoverId("mymaster", 5, PATIENCE).orElseThrow();
    awaitCommitted(1);

    FailoverRecord record = journal.failover(id).orElseThrow();
    assertThat(record.outcome()).isEqualTo(Outcome.IN_PROGRESS);
    assertThat(record.epoch()).isEqualTo(5);
    assertThat(journal.failoverId("mymaster", 6, Duration.ZERO)).isEmpty();
  }

  @Test
  void lists_failovers_by_master_and_outcome() {
    attempt(1, "one", 5);
    hearAbort(2, "one", 5);
    attempt(3, "two", 6);
    awaitCommitted(3);

    assertThat(journal.failovers(FailoverQuery.newest(10)))
        .extracting(FailoverRecord::master)
        .containsExactly("two", "one");
    assertThat(journal.failovers(new FailoverQuery("one", null, null, null, null, 10))).hasSize(1);
    assertThat(journal.failovers(new FailoverQuery(null, Outcome.ABORTED, null, null, null, 10)))
        .extracting(FailoverRecord::master)
        .containsExactly("one");
    assertThat(journal.failover("nonsense")).isEmpty();
  }

  private void attempt(int sequence, String master, long epoch) {
    journal.listener().onEvent(Sample.event(sequence, EventType.TRY_FAILOVER, master, epoch, null));
  }

  private void hearAbort(int sequence, String master, long epoch) {
    journal
        .listener()
        .onEvent(Sample.event(sequence, EventType.FAILOVER_ABORT_NOT_ELECTED, master, epoch, null));
  }

  @Test
  void a_failover_in_the_middle_of_which_the_process_ends_was_interrupted() {
    attempt(1, "mymaster", 5);
    reopen(settings);

    await()
        .atMost(PATIENCE)
        .ignoreException(JournalUnavailableException.class)
        .untilAsserted(() ->
            assertThat(journal.failovers(FailoverQuery.newest(1)))
                .singleElement()
                .satisfies(record -> {
                  assertThat(record.outcome()).isEqualTo(Outcome.INTERRUPTED);
                  assertThat(record.endedAt()).isEqualTo(Sample.START.plusSeconds(1));
                }));
  }

  @Test
  void what_was_heard_before_the_start_is_kept() {
    journal.close();
    journal = new DatabaseJournal(settings, new JournalHome(settings.file(), Sample.MY_ID));
    hear(1, EventType.MONITOR, "mymaster");
    assertThatExceptionOfType(JournalUnavailableException.class)
        .isThrownBy(() -> journal.events(all()))
        .withMessageContaining("being opened");

    journal.start();
    awaitCommitted(1);

    assertThat(types(EventQuery.newest(1))).containsExactly("+monitor");
  }

  @Test
  void a_second_journal_of_the_same_process_goes_on_after_the_first() {
    journal.close();
    JournalHome home = new JournalHome(settings.file(), Sample.MY_ID);
    journal = new DatabaseJournal(settings, home);
    journal.start();
    hear(1, EventType.SDOWN, "mymaster");
    hear(2, EventType.ODOWN, "mymaster");
    awaitCommitted(2);
    journal.close();

    assertThat(home.lastSequence()).isEqualTo(2);
    journal = new DatabaseJournal(settings, home);
    journal.start();
    hear(3, EventType.ODOWN_CLEARED, "mymaster");
    awaitCommitted(1);

    assertThat(types(all()))
        .endsWith("+sdown", "+odown", "-journal-open", "+journal-open", "-odown");
  }

  @Test
  void a_journal_that_is_switched_off_says_so() {
    Journal off = new DisabledJournal(settings.file());

    assertThatExceptionOfType(JournalUnavailableException.class)
        .isThrownBy(() -> off.events(all()))
        .withMessageContaining("vedette.journal.enabled");
    assertThat(off.status().state()).isEqualTo(JournalStatus.State.DISABLED);
  }
}
