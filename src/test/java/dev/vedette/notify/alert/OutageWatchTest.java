package dev.vedette.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.notify.Alerts;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventType;
import org.junit.jupiter.api.Test;

class OutageWatchTest {

  private final OutageWatch watch = new OutageWatch();

  @Test
  void tells_a_master_that_is_down_for_a_minute_without_a_failover_once() {
    happens(EventType.ODOWN, 1_000);

    assertThat(watch.nextDeadline()).isEqualTo(61_000);
    assertThat(watch.due(60_999)).isEmpty();
    assertThat(watch.due(61_000)).extracting(Event::type).containsExactly(EventType.ODOWN);
    assertThat(watch.due(1_000_000)).isEmpty();
    assertThat(watch.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void says_nothing_when_it_comes_back_in_time() {
    happens(EventType.ODOWN, 0);
    happens(EventType.ODOWN_CLEARED, 59_999);

    assertThat(watch.due(100_000)).isEmpty();
  }

  @Test
  void says_nothing_while_we_fail_over_however_long_that_takes() {
    happens(EventType.ODOWN, 0);
    happens(EventType.TRY_FAILOVER, 10);
    happens(EventType.VOTE_FOR_LEADER, 20);

    assertThat(watch.due(10_000_000)).isEmpty();
  }

  @Test
  void a_failed_failover_gives_it_another_minute() {
    happens(EventType.ODOWN, 0);
    happens(EventType.TRY_FAILOVER, 10);
    happens(EventType.FAILOVER_ABORT_NOT_ELECTED, 10_000);

    assertThat(watch.due(69_999)).isEmpty();
    assertThat(watch.due(70_000)).hasSize(1);
  }

  @Test
  void a_vote_for_another_sentinel_gives_it_another_minute() {
    happens(EventType.ODOWN, 0);
    happens(EventType.VOTE_FOR_LEADER, 50_000);

    assertThat(watch.due(60_000)).isEmpty();
    assertThat(watch.due(110_000)).hasSize(1);
  }

  @Test
  void a_master_that_has_moved_is_no_outage() {
    happens(EventType.ODOWN, 0);
    happens(EventType.SWITCH_MASTER, 5_000);

    assertThat(watch.due(100_000)).isEmpty();
  }

  private void happens(EventType type, long now) {
    watch.onEvent(Alerts.event(type, "mymaster", Role.OBSERVER, 7), now);
  }
}
