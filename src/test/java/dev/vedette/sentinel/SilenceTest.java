package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Silence begins at the first PING that stays unanswered or when the connection is lost, whichever
 * is earlier, and never at the last good answer.
 */
class SilenceTest {

  private static final long DOWN_AFTER = 1_000;
  private static final int PORT = 6379;

  private final Stage stage = healthy(DOWN_AFTER);

  /** Connected, and every PING was answered at once until 20000. */
  private static Stage healthy(long downAfter) {
    MasterSettings settings =
        MasterSettings.of("mymaster", 2, Timings.DEFAULTS).withDownAfterMillis(downAfter);
    MasterState master = MasterState.fresh(settings, Address.ofIp("127.0.0.1", PORT));
    DurableState state =
        new DurableState("a".repeat(40), 0, SentinelSettings.ofPort(26379), List.of(master));
    return new Stage(state, 0).linkUp(PORT).pong(PORT).wellUntil(20_000, PORT);
  }

  private long lastPing() {
    return stage.sent(PORT, "PING").getLast();
  }

  private long nextPing() {
    return stage.core.nextDeadline();
  }

  private void assertDownAt(long moment) {
    assertThat(stage.until(moment - 1).raised(EventType.SDOWN)).isEmpty();
    assertThat(stage.until(moment).raised(EventType.SDOWN)).containsExactly(moment);
  }

  @Test
  void a_server_that_only_drops_the_connection_is_not_down() {
    long drop = nextPing() - 1;
    stage.until(drop).linkDown(PORT);
    stage.until(drop + 5).linkUp(PORT).until(drop + 6).pong(PORT);

    assertThat(stage.wellUntil(drop + 5_000, PORT).raised(EventType.SDOWN)).isEmpty();
  }

  @Test
  void a_new_connection_is_asked_at_once_even_if_a_ping_was_sent_in_the_same_millisecond() {
    stage.until(nextPing());
    long drop = stage.now();
    assertThat(lastPing()).isEqualTo(drop);
    stage.linkDown(PORT);
    stage.until(drop + 20).linkUp(PORT);

    assertThat(lastPing()).isEqualTo(drop + 20);
  }

  @Test
  void a_lost_connection_is_dialled_again_at_once() {
    stage.linkDown(PORT);

    assertThat(stage.dials(PORT).getLast().at()).isEqualTo(stage.now());
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 150, 500, 900})
  void a_server_that_is_back_before_down_after_is_never_down(long away) {
    long drop = nextPing() - 1;
    stage.until(drop).linkDown(PORT);
    while (stage.dials(PORT).getLast().at() < drop + away) {
      stage.linkDown(PORT).until(stage.core.nextDeadline());
    }
    stage.linkUp(PORT).pong(PORT);

    assertThat(stage.wellUntil(drop + 5_000, PORT).raised(EventType.SDOWN)).isEmpty();
  }

  @Test
  void a_server_is_down_a_full_down_after_after_its_connection_was_lost() {
    long death = nextPing() - 1;
    stage.until(death).linkDown(PORT).linkDown(PORT);

    assertDownAt(death + DOWN_AFTER + 1);
  }

  @Test
  void a_ping_that_was_unanswered_before_the_connection_was_lost_began_the_silence() {
    long ping = nextPing();
    stage.until(ping + 40).linkDown(PORT).linkDown(PORT);

    assertThat(lastPing()).isEqualTo(ping);
    assertDownAt(ping + DOWN_AFTER + 1);
  }

  @Test
  void asking_again_on_a_new_connection_makes_no_silence_shorter() {
    long death = nextPing() - 1;
    stage.until(death).linkDown(PORT).until(death + 700).linkUp(PORT);

    assertDownAt(death + DOWN_AFTER + 1);
  }

  @Test
  void a_ping_answered_on_a_new_connection_ends_the_silence() {
    long drop = nextPing() - 1;
    stage.until(drop).linkDown(PORT).until(drop + 700).linkUp(PORT).until(drop + 701).pong(PORT);
    long ping = nextPing();

    assertDownAt(ping + DOWN_AFTER + 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 400, 1_000, 3_000, 5_000, 10_000})
  void a_frozen_process_is_down_at_most_a_tenth_of_down_after_later(long downAfter) {
    Stage frozen = healthy(downAfter);
    long freeze = frozen.now();
    long shortestPeriod = 50;
    frozen.until(freeze + 2 * downAfter);

    assertThat(frozen.raised(EventType.SDOWN).getFirst() - freeze)
        .isBetween(downAfter, downAfter + Math.max(shortestPeriod, downAfter / 10) + 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {12_500, 30_000, 120_000})
  void with_a_long_down_after_nobody_is_asked_more_often_than_once_a_second(long downAfter) {
    Stage slow = healthy(downAfter);

    assertThat(slow.sent(PORT, "PING")).hasSize(21);
  }

  @Test
  void an_attempt_that_hangs_is_given_up_for_one_that_gets_through() {
    long drop = nextPing() - 1;
    stage.until(drop).linkDown(PORT);
    while (stage.dials(PORT).getLast().at() < drop + 650) {
      stage.connecting(PORT).until(stage.core.nextDeadline());
    }
    stage.linkUp(PORT).pong(PORT);

    assertThat(stage.dials(PORT).getLast().at()).isLessThan(drop + 750);
    assertThat(stage.wellUntil(drop + 5_000, PORT).raised(EventType.SDOWN)).isEmpty();
  }

  @Test
  void an_attempt_that_nobody_has_come_to_making_is_not_given_up() {
    int dials = stage.linkDown(PORT).dials(PORT).size();
    stage.until(stage.now() + 900);

    assertThat(stage.dials(PORT)).hasSize(dials);
  }

  @Test
  void a_server_that_takes_connections_and_drops_them_is_not_dialled_without_a_pause() {
    long start = stage.now();
    int dials = stage.dials(PORT).size();
    stage.linkDown(PORT);
    while (stage.now() < start + 10_000) {
      stage.linkUp(PORT).linkDown(PORT).until(stage.core.nextDeadline());
    }

    assertThat(stage.dials(PORT).size() - dials).isLessThan(30);
  }

  @Test
  void the_time_in_which_we_did_not_run_is_nobody_elses_silence() {
    long ping = nextPing();
    stage.until(ping).stall(ping + 1_900).until(ping + 1_910).pong(PORT);

    assertThat(stage.wellUntil(ping + 5_000, PORT).raised(EventType.SDOWN)).isEmpty();
  }

  @Test
  void whoever_stays_silent_after_we_did_not_run_is_down_all_the_same() {
    long ping = nextPing();
    stage.until(ping).stall(ping + 500);
    long missed = 500 - 41;

    assertDownAt(ping + missed + DOWN_AFTER + 1);
  }

  @Test
  void however_late_we_always_are_the_dead_are_found_down() {
    long ping = nextPing();
    stage.until(ping);
    for (long time = ping + 500; time < ping + DOWN_AFTER + 3_000; time += 500) {
      stage.stall(time);
    }

    assertThat(stage.raised(EventType.SDOWN))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.LONG)
        .isGreaterThan(ping + DOWN_AFTER + 1_000);
  }

  @Test
  void nobody_who_is_down_comes_up_because_we_did_not_run() {
    long ping = nextPing();
    stage.until(ping + DOWN_AFTER + 1).stall(stage.now() + 1_900);

    assertThat(stage.raised(EventType.SDOWN)).hasSize(1);
    assertThat(stage.raised(EventType.SDOWN_CLEARED)).isEmpty();
  }
}
