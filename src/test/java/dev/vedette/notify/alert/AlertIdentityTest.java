package dev.vedette.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.notify.Alerts;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventType;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertIdentityTest {

  private static final Instant TIME = Instant.parse("2026-01-01T12:30:00Z");
  private static final Event.Subject MASTER = new Event.Subject("master", "m", "10.0.0.1", 6379);

  @Test
  void two_sentinels_that_saw_the_same_give_the_same_id() {
    var one = new FleetIds();
    var other = new FleetIds();

    for (int i = 0; i < 3; i++) {
      assertThat(one.next("+sdown", "m", MASTER, 7, TIME.plusMillis(i)))
          .isEqualTo(other.next("+sdown", "m", MASTER, 7, TIME.plusMillis(900 + i)));
    }
  }

  @Test
  void what_happens_again_or_elsewhere_has_another_id() {
    var ids = new FleetIds();

    assertThat(
            new String[] {
              ids.next("+sdown", "m", MASTER, 7, TIME),
              ids.next("+sdown", "m", MASTER, 7, TIME),
              ids.next("+sdown", "m", MASTER, 8, TIME),
              ids.next("-sdown", "m", MASTER, 7, TIME),
              ids.next("+sdown", "n", MASTER, 7, TIME),
              ids.next("+sdown", "m", null, 7, TIME),
              ids.next("+sdown", "m", MASTER, 7, TIME.plusSeconds(3600))
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void a_failover_keeps_its_key_while_another_master_raises_the_epoch() {
    var tracker = new FailoverTracker();

    assertThat(tracker.failoverOf(event(EventType.ODOWN, 6))).isNull();
    assertThat(tracker.failoverOf(event(EventType.TRY_FAILOVER, 7))).isEqualTo("m/7");
    assertThat(tracker.failoverOf(event(EventType.PROMOTED_SLAVE, 8))).isEqualTo("m/7");
    assertThat(tracker.failoverOf(event(EventType.FAILOVER_END, 9))).isEqualTo("m/7");
    assertThat(tracker.failoverOf(event(EventType.SWITCH_MASTER, 9))).isEqualTo("m/7");
    assertThat(tracker.failoverOf(event(EventType.SLAVE, 9))).isNull();
  }

  @Test
  void an_observer_knows_the_failover_by_its_vote() {
    var tracker = new FailoverTracker();
    var vote =
        new Event(EventType.VOTE_FOR_LEADER, "m", null, Alerts.ME + " 12", Role.OBSERVER, 12);

    assertThat(tracker.failoverOf(vote)).isEqualTo("m/12");
    assertThat(tracker.failoverOf(event(EventType.CONFIG_UPDATE_FROM, 13))).isEqualTo("m/12");
  }

  @Test
  void a_failed_failover_is_over() {
    var tracker = new FailoverTracker();
    tracker.failoverOf(event(EventType.TRY_FAILOVER, 7));

    assertThat(tracker.failoverOf(event(EventType.FAILOVER_ABORT_NO_GOOD_SLAVE, 7)))
        .isEqualTo("m/7");
    assertThat(tracker.failoverOf(event(EventType.SDOWN, 7))).isNull();
  }

  private static Event event(EventType type, long epoch) {
    return Alerts.event(type, "m", Role.LEADER, epoch);
  }
}
