package dev.vedette.notify.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.engine.PendingScripts;
import dev.vedette.sentinel.settings.Timings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The queue in virtual time: the test moves the clock and takes the turns. */
class ScriptQueueTest {

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<FakeRun> runs = new ArrayList<>();
  private long now;
  private Timings timings = Timings.DEFAULTS;
  private boolean forkFails;
  private boolean deleted;

  private final ScriptQueue queue =
      new ScriptQueue(
          this::launch,
          event -> events.add(event.master() + " " + event.line()),
          () -> timings,
          Path.of("/"),
          () -> now);

  private ScriptRun launch(ScriptCommand command) throws IOException {
    if (deleted) {
      throw new ScriptLauncher.NotExecutableException(command.path() + " does not exist");
    }
    if (forkFails) {
      throw new IOException("error=11, Resource temporarily unavailable");
    }
    var run = new FakeRun(1_000 + runs.size());
    runs.add(run);
    return run;
  }

  @Test
  void reports_the_start_and_the_good_end_of_a_script() {
    queue.enqueue(ScriptScheduleTest.script());
    assertThat(queue.length()).isEqualTo(1);
    queue.turn();
    assertThat(queue.running()).isEqualTo(1);

    runs.getFirst().end(0, 0);
    queue.turn();

    assertThat(events)
        .containsExactly("mymaster +script-child 1000", "mymaster -script-child 1000 0 0");
    assertThat(queue.length()).isZero();
    assertThat(queue.running()).isZero();
  }

  @Test
  void reports_an_error_only_when_it_gives_up() {
    queue.enqueue(ScriptScheduleTest.script());
    for (int attempt = 0; attempt < 10; attempt++) {
      queue.turn();
      runs.get(attempt).end(0, 15);
      queue.turn();
      now += 30_000L << attempt;
    }

    assertThat(runs).hasSize(10);
    assertThat(events).filteredOn(e -> e.contains("-script-error")).hasSize(1);
    assertThat(events).endsWith("mymaster -script-error /bin/true 15 0");
    assertThat(queue.length()).isZero();
  }

  @Test
  void a_script_that_runs_too_long_is_reported_killed_and_tried_again() {
    queue.enqueue(ScriptScheduleTest.script());
    queue.turn();
    now = 60_001;
    queue.turn();

    await().atMost(Duration.ofSeconds(60)).until(() -> runs.getFirst().killed());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> queueAfterTurn().stream().noneMatch(PendingScripts.Script::running));
    assertThat(events)
        .containsExactly(
            "mymaster +script-child 1000",
            "mymaster -script-timeout /bin/true 1000",
            "mymaster -script-child 1000 0 9");
    assertThat(queue.list().getFirst().runDelayMillis()).isEqualTo(30_000);
    assertThat(queue.running()).isZero();
  }

  @Test
  void time_limits_can_be_changed_while_a_script_runs() {
    queue.enqueue(ScriptScheduleTest.script());
    queue.turn();
    now = 500;
    timings =
        new Timings(
            10_000, 1_000, 1_000, 2_000, 30_000, 180_000, 2_000, 30_000, 10_000, 15_000, 10_000,
            100, 7);
    queue.turn();

    await().atMost(Duration.ofSeconds(60)).until(() -> runs.getFirst().killed());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> queueAfterTurn().stream().noneMatch(PendingScripts.Script::running));
    assertThat(queue.list().getFirst().runDelayMillis()).isEqualTo(7);
  }

  @Test
  void a_script_deleted_while_it_waits_fails_without_another_attempt() {
    queue.enqueue(ScriptScheduleTest.script());
    deleted = true;
    queue.turn();
    queue.turn();

    assertThat(events).containsExactly("mymaster -script-error /bin/true 0 2");
    assertThat(queue.length()).isZero();
  }

  @Test
  void a_system_without_processes_is_reported_as_signal_99_and_tried_again_later() {
    queue.enqueue(ScriptScheduleTest.script());
    forkFails = true;
    queue.turn();
    queue.turn();

    assertThat(events).containsExactly("mymaster -script-error /bin/true 99 0");
    assertThat(queue.running()).isZero();
    assertThat(queue.list().getFirst().runDelayMillis()).isEqualTo(30_000);
    forkFails = false;
    now = 30_000;
    queue.turn();
    assertThat(queue.running()).isEqualTo(1);
  }

  @Test
  void a_waiting_script_is_cancelled_without_a_trace_of_it() {
    queue.enqueue(ScriptScheduleTest.script());

    assertThat(queue.cancel(1)).isTrue();
    assertThat(queue.cancel(1)).isFalse();
    queue.turn();
    assertThat(runs).isEmpty();
  }

  @Test
  void a_running_script_is_killed_when_it_is_cancelled_and_that_is_no_error() {
    queue.enqueue(ScriptScheduleTest.script());
    queue.turn();

    assertThat(queue.cancel(1)).isTrue();

    await().atMost(Duration.ofSeconds(60)).until(() -> queueAfterTurn().isEmpty());
    assertThat(events)
        .containsExactly("mymaster +script-child 1000", "mymaster -script-child 1000 0 9");
  }

  @Test
  void what_makes_room_is_counted() {
    for (int i = 0; i < 300; i++) {
      queue.enqueue(ScriptScheduleTest.script());
    }

    assertThat(queue.length()).isEqualTo(256);
    assertThat(queue.results()).containsEntry(ScriptResult.DROPPED, 44L);
    assertThat(queue.list().getFirst().id()).isEqualTo(45);
  }

  private List<PendingScripts.Script> queueAfterTurn() {
    queue.turn();
    return queue.list();
  }
}
