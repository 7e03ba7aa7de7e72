package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.config.RespSettings;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.transport.Descriptors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileDescriptorsTest {

  private static final RespSettings PORT = RespSettings.of(change -> change.maxClients(10_000));

  private static DurableState masters(int count) {
    return new DurableState(
        "a".repeat(40),
        0,
        SentinelSettings.ofPort(26379),
        IntStream.range(0, count).mapToObj(FileDescriptorsTest::master).toList());
  }

  private static MasterState master(int number) {
    return new MasterState(
        MasterSettings.of("m" + number, 2, Timings.DEFAULTS),
        Address.ofIp("127.0.0.1", 10_000 + number),
        0,
        0,
        List.of(),
        List.of(new PeerState(Address.ofIp("127.0.0.2", 26379), null)));
  }

  @Test
  void a_limit_that_is_high_enough_changes_nothing() {
    assertThat(FileDescriptors.fit(PORT, masters(10), 1_048_576))
        .isEqualTo(new FileDescriptors.Fit(PORT, null));
  }

  @Test
  void what_is_too_much_is_taken_from_the_clients_and_said() {
    long needed = FileDescriptors.neededToWatch(masters(10));

    FileDescriptors.Fit fitting = FileDescriptors.fit(PORT, masters(10), 1_024);

    assertThat(fitting.port().maxClients()).isEqualTo((int) (1_024 - needed));
    assertThat(fitting.complaint())
        .contains("maxclients is " + (1_024 - needed) + " instead of 10000")
        .contains("Raise the limit to " + (needed + 10_000));
  }

  @Test
  void too_few_to_watch_everything_is_an_error_with_the_number_that_is_needed() {
    long needed = FileDescriptors.neededToWatch(masters(1_000));

    FileDescriptors.Fit fitting = FileDescriptors.fit(PORT, masters(1_000), 1_024);

    assertThat(fitting.port().maxClients()).isEqualTo(32);
    assertThat(fitting.complaint())
        .contains("1000 masters need " + needed)
        .contains("Raise the limit to " + (needed + 10_000));
  }

  @Test
  void one_peer_of_many_masters_counts_once_and_every_node_twice() {
    assertThat(
            FileDescriptors.neededToWatch(masters(3)) - FileDescriptors.neededToWatch(masters(2)))
        .isEqualTo(4);
  }

  @Test
  void the_limit_of_this_process_is_known() {
    assertThat(Descriptors.limit()).isGreaterThan(64);
  }
}
