package dev.vedette.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static NightSettings night(long seed) {
    return new NightSettings(seed, 200, 5, 2_000, 10_000);
  }

  private static List<Fault> all(boolean isolated) {
    return Faults.of(night(1), isolated).stream().flatMap(List::stream).toList();
  }

  @Test
  void the_same_seed_gives_the_same_faults_and_another_seed_gives_others() {
    assertThat(Faults.of(night(1), true))
        .isEqualTo(Faults.of(night(1), true))
        .isNotEqualTo(Faults.of(night(2), true));
  }

  @Test
  void every_kind_of_fault_is_drawn() {
    assertThat(all(true)).extracting(Fault::kind).contains(Fault.Kind.values());
  }

  @Test
  void on_loopback_nothing_is_drawn_that_needs_a_network_or_a_disk_of_its_own() {
    assertThat(all(false)).noneMatch(fault -> fault.kind().needsIsolation());
  }

  @Test
  void short_faults_are_shorter_than_down_after() {
    assertThat(all(true))
        .filteredOn(fault -> fault.effect() == Fault.Effect.TOO_SHORT)
        .isNotEmpty()
        .allMatch(fault -> fault.holdMillis() < 1_100);
  }

  @Test
  void only_what_replaces_the_master_for_certain_waits_for_another_one() {
    assertThat(all(true))
        .filteredOn(Fault::untilSwitch)
        .isNotEmpty()
        .allMatch(fault ->
            fault.removesTheMaster()
                || fault.kind() == Fault.Kind.COORDINATED
                || fault.kind() == Fault.Kind.ORDERED);
  }
}
