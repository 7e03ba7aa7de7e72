package dev.vedette.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.night.Fault.Kind;
import dev.vedette.night.Fault.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTest {

  private static final String OLD = "10.0.0.1:6379";
  private static final String NEW = "10.0.0.2:6379";

  /** At 1000 the old master had 50 bytes, at 2000 it had 80; the new one was promoted at 60. */
  private static final List<NodeSample> SAMPLES =
      List.of(
          new NodeSample(OLD, 1_000, 1_001, "master", "h1", 50, "0", -1),
          new NodeSample(NEW, 1_002, 1_003, "slave", "h1", 50, "0", -1),
          new NodeSample(OLD, 2_000, 2_001, "master", "h1", 80, "0", -1),
          new NodeSample(NEW, 4_000, 4_001, "master", "h2", 61, "h1", 60));

  private static Losses losses(Kind kind, List<Switch> switches, long... lostAt) {
    Fault fault = new Fault(kind, new Target.Master(), 0, 3_000, false, false);
    List<Acknowledged> lost =
        Arrays.stream(lostAt).mapToObj(at -> new Acknowledged(1, at, OLD, at)).toList();
    return new Losses(
        new Facts(
            List.of(new Played(fault, OLD, 1_500)), 5_000, List.of(), switches, SAMPLES, lost));
  }

  private static List<Switch> replaced() {
    return List.of(new Switch(OLD, NEW, 2, 4_000));
  }

  @Test
  void what_the_old_master_had_not_handed_on_is_accounted_for() {
    Losses losses = losses(Kind.CUT, replaced(), 1_600, 4_900);

    assertThat(losses.unaccounted()).isEmpty();
    assertThat(losses.accounted()).isEqualTo(2);
  }

  @Test
  void what_the_promoted_replica_had_must_not_be_missing() {
    Losses losses = losses(Kind.CUT, replaced(), 900, 1_600);

    assertThat(losses.unaccounted())
        .singleElement()
        .asString()
        .contains("1 are missing, the promoted replica had them");
    assertThat(losses.accounted()).isEqualTo(1);
  }

  @Test
  void nothing_may_be_missing_while_the_master_stays() {
    assertThat(losses(Kind.BLINK, List.of(), 1_600).unaccounted())
        .singleElement()
        .asString()
        .contains("their master was not replaced");
  }

  @Test
  void nothing_may_be_missing_after_a_coordinated_failover() {
    assertThat(losses(Kind.COORDINATED, replaced(), 1_600).unaccounted())
        .singleElement()
        .asString()
        .contains("in a coordinated failover");
  }

  @Test
  void an_old_master_must_not_take_writes_long_after_all_was_healed() {
    Losses losses = losses(Kind.CUT, replaced(), 10_500);

    assertThat(losses.unaccounted()).singleElement().asString().contains("for too long");
    assertThat(losses.staleMillis()).isEqualTo(5_500);
  }
}
