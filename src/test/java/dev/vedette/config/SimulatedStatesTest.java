package dev.vedette.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.simulation.SimulatedStates;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever state a sentinel can get into, its file brings it back. */
class SimulatedStatesTest {

  private static final int SEEDS = 12;

  @TempDir Path folder;

  @Test
  void every_state_of_simulated_nights_reads_back_from_its_file() throws IOException {
    int number = 0;
    for (DurableState state : SimulatedStates.of(1, SEEDS)) {
      var configuration =
          new TestConfiguration(folder.resolve("state-" + number++))
              .write("port 26379\nsentinel myid " + state.myId() + "\n");
      var loaded = configuration.open();
      try {
        loaded.stateFile().save(state);
      } finally {
        loaded.stateFile().close();
      }
      assertThat(withoutLookUps(configuration.load().state()))
          .as(configuration.content())
          .isEqualTo(withoutLookUps(state));
    }
    assertThat(number).isGreaterThan(SEEDS);
  }

  /** What a name resolves to is not saved. */
  private static DurableState withoutLookUps(DurableState state) {
    return new DurableState(
        state.myId(),
        state.currentEpoch(),
        state.settings(),
        state.masters().stream().map(SimulatedStatesTest::withoutLookUps).toList());
  }

  private static MasterState withoutLookUps(MasterState master) {
    return new MasterState(
        master.settings(),
        withoutLookUp(master.address()),
        master.configEpoch(),
        master.leaderEpoch(),
        master.replicas().stream().map(SimulatedStatesTest::withoutLookUp).toList(),
        master.peers());
  }

  private static Address withoutLookUp(Address address) {
    return Host.isNumeric(address.host())
        ? address
        : new Address(address.host(), "", address.port());
  }
}
