package dev.vedette.notify.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.notify.Alerts;
import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.route.Pacing.GroupBy;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteStateTest {

  private static final long HOUR = 3_600_000;

  @Test
  void an_immediate_route_makes_a_message_of_every_alert_in_order() {
    var state = state(AlertMatcher.ANY, Pacing.IMMEDIATE);
    state.accept(Alerts.of("+sdown", "a"), 0);
    state.accept(Alerts.of("+odown", "a"), 0);
    state.accept(Alerts.of("+sdown", "b"), 0);

    assertThat(events(state.due(0)))
        .containsExactly(List.of("+sdown"), List.of("+odown"), List.of("+sdown"));
    assertThat(state.due(0)).isEmpty();
    assertThat(state.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_group_waits_for_others_and_then_tells_them_together() {
    var state = state(AlertMatcher.ANY, new Pacing(GroupBy.MASTER, 5_000, 60_000, 0, false));
    state.accept(Alerts.of("+sdown", "a"), 0);
    state.accept(Alerts.of("+sdown", "b"), 1_000);
    state.accept(Alerts.of("+odown", "a"), 4_999);

    assertThat(state.due(4_999)).isEmpty();
    assertThat(state.nextDeadline()).isEqualTo(5_000);
    assertThat(events(state.due(5_000))).containsExactly(List.of("+sdown", "+odown"));
    assertThat(events(state.due(6_000))).containsExactly(List.of("+sdown"));
  }

  @Test
  void a_group_keeps_its_interval_between_messages() {
    var state = state(AlertMatcher.ANY, new Pacing(GroupBy.MASTER, 1_000, 60_000, 0, false));
    state.accept(Alerts.of("+sdown", "a"), 0);
    assertThat(state.due(1_000)).hasSize(1);

    state.accept(Alerts.of("+odown", "a"), 2_000);

    assertThat(state.due(60_999)).isEmpty();
    assertThat(state.due(61_000)).hasSize(1);
    state.accept(Alerts.of("-odown", "a"), 500_000);
    assertThat(state.nextDeadline()).isEqualTo(501_000);
  }

  @Test
  void a_failover_is_one_group() {
    var state = state(AlertMatcher.ANY, new Pacing(GroupBy.FAILOVER, 1_000, 0, 0, false));
    state.accept(ofFailover("+try-failover", "a/7"), 0);
    state.accept(ofFailover("+promoted-slave", "a/7"), 100);
    state.accept(ofFailover("+try-failover", "b/8"), 200);

    assertThat(events(state.due(1_200)))
        .containsExactly(List.of("+try-failover", "+promoted-slave"), List.of("+try-failover"));
  }

  @Test
  void a_problem_that_lasts_is_told_again_until_it_is_over() {
    var state = state(onlyOdown(), new Pacing(GroupBy.MASTER, 0, 0, HOUR, false));
    state.accept(Alerts.of("+odown", "a"), 0);
    state.due(0);

    assertThat(state.due(HOUR - 1)).isEmpty();
    var reminder = state.due(HOUR).getFirst().items().getFirst();
    assertThat(reminder.kind()).isEqualTo(Item.Kind.REMINDER);
    assertThat(reminder.repeat()).isEqualTo(1);
    assertThat(state.due(2 * HOUR).getFirst().items().getFirst().repeat()).isEqualTo(2);

    state.accept(Alerts.of("-odown", "a"), 2 * HOUR + 1);
    assertThat(state.due(10 * HOUR)).isEmpty();
    assertThat(state.openProblems()).isEmpty();
  }

  @Test
  void the_end_of_a_problem_is_told_if_asked_for() {
    var state = state(onlyOdown(), new Pacing(GroupBy.MASTER, 0, 0, 0, true));
    assertThat(state.accept(Alerts.of("-odown", "a"), 0)).isFalse();
    state.accept(Alerts.of("+odown", "a"), 1);
    state.due(1);

    assertThat(state.accept(Alerts.of("-odown", "a"), 2)).isTrue();

    var item = state.due(2).getFirst().items().getFirst();
    assertThat(item.kind()).isEqualTo(Item.Kind.RESOLVED);
    assertThat(item.alert().event()).isEqualTo("-odown");
  }

  @Test
  void a_switch_ends_what_was_wrong_with_the_old_master_but_not_with_its_replicas() {
    var state = state(AlertMatcher.ANY, new Pacing(GroupBy.MASTER, 0, 0, HOUR, false));
    state.accept(Alerts.of("+sdown", "a"), 0);
    state.accept(Alerts.of("+odown", "a"), 0);
    var replica = new Event.Subject("slave", "10.0.0.9:6379", "10.0.0.9", 6379);
    state.accept(Alerts.of("+sdown", "a", replica, Role.OBSERVER, null), 0);
    state.accept(Alerts.of("+odown", "b"), 0);
    assertThat(state.openProblems()).hasSize(4);

    state.accept(Alerts.of("+switch-master", "a", null, Role.OBSERVER, null), 1);

    assertThat(state.openProblems())
        .extracting(OpenProblem::key)
        .containsExactly("sdown/a/slave/10.0.0.9:6379", "odown/b");
  }

  @Test
  void alerts_behind_one_that_settles_keep_their_order() {
    var state = state(AlertMatcher.ANY, Pacing.IMMEDIATE, Deliver.ONE, null);
    state.accept(Alerts.of("+odown", "a"), 0);
    state.accept(Alerts.of("+switch-master", "a"), 100);
    state.accept(Alerts.of("+switch-master", "b"), 100);

    assertThat(events(state.due(100))).containsExactly(List.of("+switch-master"));
    assertThat(events(state.due(3_000)))
        .containsExactly(List.of("+odown"), List.of("+switch-master"));
  }

  @Test
  void essential_takes_three_alerts_of_a_failover_from_its_leader_and_none_from_observers() {
    var leader = state(AlertMatcher.ANY, Pacing.IMMEDIATE, Deliver.ONE, AlertSet.ESSENTIAL);
    var observer = state(AlertMatcher.ANY, Pacing.IMMEDIATE, Deliver.ONE, AlertSet.ESSENTIAL);
    for (String event :
        List.of(
            "+sdown",
            "+odown",
            "+new-epoch",
            "+try-failover",
            "+vote-for-leader",
            "+elected-leader",
            "+failover-state-select-slave",
            "+selected-slave",
            "+failover-state-send-slaveof-noone",
            "+failover-state-wait-promotion",
            "+promoted-slave",
            "+failover-state-reconf-slaves",
            "+slave-reconf-sent",
            "+failover-end",
            "+switch-master")) {
      leader.accept(Alerts.of(event, "a", Role.LEADER), 0);
      observer.accept(Alerts.of(event, "a", Role.OBSERVER), 0);
    }

    assertThat(events(leader.due(0)))
        .containsExactly(
            List.of("+try-failover"), List.of("+promoted-slave"), List.of("+failover-end"));
    assertThat(observer.due(0)).isEmpty();
  }

  @Test
  void all_warnings_takes_what_a_sentinel_hands_to_its_script() {
    var state = state(AlertMatcher.ANY, Pacing.IMMEDIATE, Deliver.EVERY, AlertSet.ALL_WARNINGS);

    assertThat(state.accept(Alerts.of("+sdown", "a"), 0)).isTrue();
    assertThat(state.accept(Alerts.of("+new-epoch", "a"), 0)).isTrue();
    assertThat(state.accept(Alerts.of("+slave", "a"), 0)).isFalse();
    assertThat(state.accept(Alerts.of("+tilt", null, null, Role.OBSERVER, null), 0)).isFalse();
    assertThat(state.accept(Alerts.of("-script-error", "a"), 0)).isFalse();
    assertThat(state.accept(Alerts.of("odown-without-failover", "a"), 0)).isFalse();
  }

  @Test
  void conditions_are_all_needed() {
    var matcher =
        new AlertMatcher(List.of("prod-*"), List.of("+s*"), EventLevel.WARNING, Role.LEADER);

    assertThat(matcher.matches(Alerts.of("+switch-master", "prod-1", Role.LEADER))).isTrue();
    assertThat(matcher.matches(Alerts.of("+switch-master", "test-1", Role.LEADER))).isFalse();
    assertThat(matcher.matches(Alerts.of("+odown", "prod-1", Role.LEADER))).isFalse();
    assertThat(matcher.matches(Alerts.of("+slave", "prod-1", Role.LEADER))).isFalse();
    assertThat(matcher.matches(Alerts.of("+switch-master", "prod-1"))).isFalse();
  }

  @Test
  void a_storm_is_one_message_with_the_rest_counted() {
    var state = state(AlertMatcher.ANY, new Pacing(GroupBy.ROUTE, 1_000, 0, 0, false));
    for (int i = 0; i < 10_000; i++) {
      state.accept(Alerts.of("+slave", "m" + i), 0);
    }

    var flush = state.due(1_000).getFirst();
    assertThat(flush.items()).hasSize(RouteState.MAX_ITEMS);
    assertThat(flush.omitted()).isEqualTo(10_000 - RouteState.MAX_ITEMS);
  }

  @Test
  void what_waits_and_lasts_can_be_stored_and_taken_up_again() {
    var pacing = new Pacing(GroupBy.MASTER, 5_000, 0, HOUR, true);
    var state = state(AlertMatcher.ANY, pacing);
    state.accept(Alerts.of("+odown", "a"), 0);
    var changes = state.takeChanges();
    assertThat(state.takeChanges().isEmpty()).isTrue();

    var next = state(AlertMatcher.ANY, pacing);
    changes.groups().forEach((key, items) -> items.forEach(item -> next.restore(key, item, 100)));
    changes.problems().values().forEach(p -> next.restore(p.orElseThrow(), 100));

    assertThat(events(next.due(5_100))).containsExactly(List.of("+odown"));
    assertThat(next.openProblems()).hasSize(1);
  }

  @Test
  void a_problem_of_a_former_process_that_nobody_confirms_is_over() {
    var state = state(AlertMatcher.ANY, new Pacing(GroupBy.MASTER, 0, 0, HOUR, true));
    state.restore(new OpenProblem("odown/a", "a", Alerts.of("+odown", "a"), 2), 0);

    assertThat(state.due(RouteState.CONFIRM_MILLIS - 1)).isEmpty();
    var item = state.due(RouteState.CONFIRM_MILLIS).getFirst().items().getFirst();
    assertThat(item.kind()).isEqualTo(Item.Kind.RESOLVED);
    assertThat(state.openProblems()).isEmpty();
  }

  private static RouteState state(AlertMatcher matcher, Pacing pacing) {
    return state(matcher, pacing, Deliver.EVERY, null);
  }

  private static RouteState state(
      AlertMatcher matcher, Pacing pacing, Deliver deliver, @Nullable AlertSet set) {
    return new RouteState(new Route("r", matcher, set, deliver, pacing, List.of("c")));
  }

  private static AlertMatcher onlyOdown() {
    return new AlertMatcher(List.of(), List.of("+odown"), null, null);
  }

  private static Alert ofFailover(String event, String failover) {
    String master = failover.substring(0, failover.indexOf('/'));
    return Alerts.of(event, master, null, Role.LEADER, failover);
  }

  private static List<List<String>> events(List<Flush> flushes) {
    return flushes.stream()
        .map(flush -> flush.items().stream().map(item -> item.alert().event()).toList())
        .toList();
  }
}
