package dev.vedette.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.night.Fault.Kind;
import dev.vedette.night.Fault.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final String OLD = "10.0.0.1:6379";
  private static final String NEW = "10.0.0.2:6379";

  private final Judge judge = new Judge(2_000);

  private static Facts facts(
      Kind kind, Target target, long healed, List<SentinelLine> lines, Switch... switches) {
    Fault fault = new Fault(kind, target, 0, 3_000, false, false);
    Played played = new Played(fault, OLD, 10_000);
    return new Facts(List.of(played), healed, lines, List.of(switches), List.of(), List.of());
  }

  private static Facts killed(List<SentinelLine> lines, Switch... switches) {
    return facts(Kind.KILL, new Target.Master(), 15_000, lines, switches);
  }

  private static SentinelLine down(long atMillis) {
    return new SentinelLine(
        "s1", Member.Kind.VEDETTE, atMillis, "+sdown master mymaster 10.0.0.1 6379");
  }

  private static Switch switched(String from, String to, long epoch) {
    return new Switch(from, to, epoch, 12_500);
  }

  @Test
  void a_failover_after_down_after_is_as_it_should_be() {
    assertThat(judge.violations(killed(List.of(down(12_000)), switched(OLD, NEW, 2)))).isEmpty();
  }

  @Test
  void a_node_called_down_before_down_after_is_a_violation() {
    assertThat(judge.violations(killed(List.of(down(11_990)))))
        .singleElement()
        .asString()
        .contains("NeverEarly: 1990 ms after the fault");
  }

  @Test
  void a_node_called_down_after_a_short_absence_is_a_violation() {
    Facts blink = facts(Kind.BLINK, new Target.Master(), 10_400, List.of(down(12_100)));

    assertThat(judge.violations(blink)).singleElement().asString().contains("only 400 ms");
  }

  @Test
  void an_absence_that_became_a_long_one_may_be_called_down() {
    Facts blink =
        facts(
            Kind.BLINK, new Target.Master(), 13_000, List.of(down(12_100)), switched(OLD, NEW, 2));

    assertThat(judge.violations(blink)).isEmpty();
  }

  @Test
  void a_failover_that_nothing_caused_is_a_violation() {
    Facts stall =
        facts(
            Kind.SENTINEL_STALL,
            new Target.OneSentinel(0),
            13_000,
            List.of(),
            switched(OLD, NEW, 2));

    assertThat(judge.violations(stall))
        .singleElement()
        .asString()
        .contains("QuietWhenNothingHappens");
  }

  @Test
  void there_and_back_again_is_flapping() {
    assertThat(judge.violations(killed(List.of(), switched(OLD, NEW, 2), switched(NEW, OLD, 3))))
        .singleElement()
        .asString()
        .contains("QuietWhenNothingHappens");
  }

  @Test
  void what_was_called_down_in_calm_is_a_false_alarm() {
    assertThat(Judge.falseAlarms(killed(List.of(down(9_000), down(12_500))))).isEqualTo(1);
  }
}
