package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The network of the simulation keeps the order that TCP keeps. */
class NetworkTest {

  @Test
  void what_is_sent_later_never_overtakes_what_a_partition_held_up() {
    MasterSettings settings = MasterSettings.of(Cluster.MASTER, 1, Timings.DEFAULTS);
    for (long seed = 1; seed <= 50; seed++) {
      Cluster cluster = new Cluster(new Random(seed), 1, List.of(100), settings, 0);
      SentinelProcess sentinel = cluster.sentinels.getFirst();
      RedisNode node = cluster.nodes.getFirst();
      sentinel.start();
      Pipe pipe = new Pipe(sentinel, new ConnectionId(1_000_000), Purpose.COMMANDS, node);
      cluster.network.connect(pipe);
      cluster.runMillis(100);
      List<Integer> arrived = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int number = i;
        cluster.agenda.inMillis(
            5L * i, () -> cluster.network.toServer(pipe, () -> arrived.add(number)));
      }
      cluster.agenda.inMillis(48, () -> cluster.network.block(sentinel, node));
      cluster.agenda.inMillis(93, () -> cluster.network.unblock(sentinel, node));
      cluster.runMillis(1_000);
      assertThat(arrived).as("seed " + seed).hasSize(40).isSorted();
    }
  }
}
