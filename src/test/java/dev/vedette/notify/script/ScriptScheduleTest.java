package dev.vedette.notify.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.engine.PendingScripts;
import dev.vedette.notify.script.ScriptSchedule.Outcome;
import dev.vedette.sentinel.message.Effect.RunScript;
import dev.vedette.sentinel.message.Effect.ScriptKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptScheduleTest {

  private static final long DELAY = 30_000;
  private static final ScriptExit TRY_AGAIN = new ScriptExit(1, 0, List.of());
  private static final ScriptExit KILLED = new ScriptExit(0, 9, List.of());
  private static final ScriptExit GOOD = new ScriptExit(0, 0, List.of());

  private final ScriptSchedule schedule = new ScriptSchedule();

  @Test
  void starts_the_oldest_first_and_never_more_than_sixteen() {
    add(20);

    var started = schedule.startDue(0);

    assertThat(started).extracting(job -> job.id).first().isEqualTo(1L);
    assertThat(started).hasSize(16);
    assertThat(schedule.startDue(0)).isEmpty();
    schedule.ended(started.get(3), GOOD, 10, DELAY);
    assertThat(schedule.startDue(10)).extracting(job -> job.id).containsExactly(17L);
  }

  @Test
  void the_oldest_that_does_not_run_makes_room_for_the_257th() {
    add(256);
    schedule.startDue(0);

    var victim = schedule.add(script());

    assertThat(victim).extracting(job -> job.id).isEqualTo(17L);
    assertThat(schedule.size()).isEqualTo(256);
    assertThat(schedule.running()).isEqualTo(16);
  }

  @Test
  void exit_code_1_is_tried_ten_times_with_a_doubling_delay() {
    add(1);
    List<Long> starts = new ArrayList<>();
    long now = 0;
    Outcome outcome = Outcome.RETRY;
    while (outcome == Outcome.RETRY) {
      now += schedule.millisUntilNextStart(now);
      starts.add(now);
      outcome = schedule.ended(schedule.startDue(now).getFirst(), TRY_AGAIN, now, DELAY);
    }

    assertThat(outcome).isEqualTo(Outcome.FAILED);
    assertThat(starts)
        .containsExactly(
            0L,
            30_000L,
            90_000L,
            210_000L,
            450_000L,
            930_000L,
            1_890_000L,
            3_810_000L,
            7_650_000L,
            15_330_000L);
    assertThat(schedule.size()).isZero();
  }

  @Test
  void is_not_started_a_millisecond_before_its_delay_is_over() {
    add(1);
    schedule.ended(schedule.startDue(0).getFirst(), KILLED, 100, DELAY);

    assertThat(schedule.startDue(30_099)).isEmpty();
    assertThat(schedule.startDue(30_100)).hasSize(1);
  }

  @Test
  void death_by_signal_is_tried_again() {
    add(1);
    assertThat(schedule.ended(schedule.startDue(0).getFirst(), KILLED, 0, DELAY))
        .isEqualTo(Outcome.RETRY);
  }

  @Test
  void exit_codes_from_2_on_are_not_tried_again() {
    for (int code = 2; code < 256; code++) {
      add(1);
      var exit = new ScriptExit(code, 0, List.of());
      assertThat(schedule.ended(schedule.startDue(0).getFirst(), exit, 0, DELAY))
          .isEqualTo(Outcome.FAILED);
    }
    assertThat(schedule.size()).isZero();
  }

  @Test
  void is_overdue_once_per_attempt_and_only_after_more_than_its_run_time() {
    add(1);
    var job = schedule.startDue(1_000).getFirst();
    job.run = new FakeRun(42);

    assertThat(schedule.overdue(61_000, 60_000)).isEmpty();
    assertThat(schedule.overdue(61_001, 60_000)).containsExactly(job);
    assertThat(schedule.overdue(70_000, 60_000)).isEmpty();
  }

  @Test
  void a_cancelled_script_that_waits_is_gone_at_once() {
    add(2);

    assertThat(schedule.cancel(1)).isNotNull();
    assertThat(schedule.cancel(1)).isNull();
    assertThat(schedule.startDue(0)).extracting(job -> job.id).containsExactly(2L);
  }

  @Test
  void a_cancelled_script_that_runs_stays_until_its_end_and_is_not_tried_again() {
    add(1);
    var job = schedule.startDue(0).getFirst();

    schedule.cancel(1);

    assertThat(schedule.size()).isEqualTo(1);
    assertThat(schedule.ended(job, KILLED, 0, DELAY)).isEqualTo(Outcome.CANCELLED);
    assertThat(schedule.size()).isZero();
  }

  @Test
  void shows_what_pending_scripts_shows() {
    add(2);
    var first = schedule.startDue(1_000).getFirst();
    first.run = new FakeRun(42);
    schedule.ended(schedule.runningJobs().get(1), TRY_AGAIN, 1_500, DELAY);

    assertThat(schedule.view(2_000))
        .containsExactly(
            new PendingScripts.Script(
                1,
                ScriptKind.NOTIFICATION,
                "mymaster",
                List.of("/bin/true", "+sdown", "master mymaster 127.0.0.1 6379"),
                true,
                42,
                1_000,
                0,
                1),
            new PendingScripts.Script(
                2,
                ScriptKind.NOTIFICATION,
                "mymaster",
                List.of("/bin/true", "+sdown", "master mymaster 127.0.0.1 6379"),
                false,
                0,
                0,
                29_500,
                1));
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(schedule.add(script())).isNull();
    }
  }

  static RunScript script() {
    return new RunScript(
        ScriptKind.NOTIFICATION,
        "mymaster",
        "/bin/true",
        List.of("+sdown", "master mymaster 127.0.0.1 6379"),
        null);
  }
}
