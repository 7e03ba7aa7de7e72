package dev.vedette.notify.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.notify.Alerts;
import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.Findings;
import dev.vedette.notify.route.Fleet.Peer;
import dev.vedette.notify.route.FleetRule.Decision;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetRuleTest {

  private static final String SMALLER = "1".repeat(40);
  private static final String GREATER = "9".repeat(40);

  @Test
  void every_sentinel_delivers_with_every() {
    assertThat(decide(Alerts.of("+odown", "m"), Deliver.EVERY, healthy(SMALLER)))
        .isEqualTo(Decision.MINE);
  }

  @Test
  void the_healthy_one_with_the_smallest_run_id_delivers_with_one() {
    var alert = Alerts.of("+switch-master", "m");

    assertThat(decide(alert, Deliver.ONE, healthy(SMALLER))).isEqualTo(Decision.PEERS);
    assertThat(decide(alert, Deliver.ONE, healthy(GREATER))).isEqualTo(Decision.MINE);
    assertThat(decide(alert, Deliver.ONE, new Peer(SMALLER, false, true))).isEqualTo(Decision.MINE);
    assertThat(decide(alert, Deliver.ONE)).isEqualTo(Decision.MINE);
  }

  @Test
  void a_peer_that_does_not_see_the_master_down_tells_nothing_about_it() {
    for (String event : List.of("+sdown", "+odown", Findings.ODOWN_WITHOUT_FAILOVER)) {
      var alert = Alerts.of(event, "m");
      assertThat(decide(alert, Deliver.ONE, new Peer(SMALLER, true, false)))
          .isEqualTo(Decision.MINE);
      assertThat(decide(alert, Deliver.ONE, new Peer(SMALLER, true, true)))
          .isEqualTo(Decision.PEERS);
    }
  }

  @Test
  void what_only_the_leader_sees_the_leader_tells_whatever_its_run_id() {
    for (String event : List.of("+try-failover", "+promoted-slave", "-failover-abort-refused")) {
      assertThat(decide(Alerts.of(event, "m", Role.LEADER), Deliver.ONE, healthy(SMALLER)))
          .isEqualTo(Decision.MINE);
    }
  }

  @Test
  void only_the_leader_delivers_with_leader() {
    assertThat(decide(Alerts.of("+switch-master", "m", Role.LEADER), Deliver.LEADER))
        .isEqualTo(Decision.MINE);
    assertThat(decide(Alerts.of("+switch-master", "m", Role.OBSERVER), Deliver.LEADER))
        .isEqualTo(Decision.LEADERS);
  }

  @Test
  void an_outage_without_a_leader_is_told_by_one_even_with_leader() {
    var outage = Alerts.of(Findings.ODOWN_WITHOUT_FAILOVER, "m");

    assertThat(decide(outage, Deliver.LEADER, new Peer(SMALLER, true, true)))
        .isEqualTo(Decision.PEERS);
    assertThat(decide(outage, Deliver.LEADER, healthy(GREATER))).isEqualTo(Decision.MINE);
  }

  @Test
  void tilt_is_told_by_the_one_that_is_in_it() {
    var tilt = Alerts.of("+tilt", null, null, Role.OBSERVER, null);

    for (Deliver deliver : Deliver.values()) {
      assertThat(decide(tilt, deliver, healthy(SMALLER))).isEqualTo(Decision.MINE);
    }
  }

  @Test
  void nobody_is_expected_to_tell_about_himself() {
    var about = new Event.Subject("sentinel", SMALLER, "10.0.0.1", 26379);
    var alert = Alerts.of("+config-update-from", "m", about, Role.OBSERVER, null);

    assertThat(decide(alert, Deliver.ONE, healthy(SMALLER))).isEqualTo(Decision.MINE);
  }

  @Test
  void exactly_one_of_three_delivers_what_all_of_them_see() {
    var alert = Alerts.of("+odown", "m");
    var ids = List.of("3".repeat(40), "1".repeat(40), "2".repeat(40));

    var deciders =
        ids.stream()
            .filter(me -> {
              var peers =
                  ids.stream()
                      .filter(id -> !id.equals(me))
                      .map(id -> new Peer(id, true, true))
                      .toList();
              return FleetRule.decide(alert, Deliver.ONE, new Fleet(me, peers)) == Decision.MINE;
            })
            .toList();

    assertThat(deciders).containsExactly("1".repeat(40));
  }

  private static Peer healthy(String runId) {
    return new Peer(runId, true, true);
  }

  private static Decision decide(Alert alert, Deliver deliver, Peer... peers) {
    return FleetRule.decide(alert, deliver, new Fleet(Alerts.ME, List.of(peers)));
  }
}
