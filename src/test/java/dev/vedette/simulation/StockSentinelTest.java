package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.view.MasterView;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The stock sentinel of the simulation does what the original does, alone and next to ours. */
class StockSentinelTest {

  private static final long DOWN_AFTER = 5_000;

  private final Map<EventType, Long> firstAt = new EnumMap<>(EventType.class);

  private Cluster cluster(long seed, int ours, int stock) {
    MasterSettings settings =
        MasterSettings.of(Cluster.MASTER, (ours + stock) / 2 + 1, Timings.DEFAULTS)
            .withDownAfterMillis(DOWN_AFTER)
            .withFailoverTimeoutMillis(20_000);
    Cluster cluster =
        new Cluster(new Random(seed), ours, stock, List.of(100, 100, 100), settings, 0.001);
    cluster.checks.listener(
        (sentinel, event) -> firstAt.putIfAbsent(event.type(), cluster.agenda.now()));
    cluster.everySentinel().forEach(SentinelHost::start);
    cluster.runMillis(15_000);
    return cluster;
  }

  private static Address place(StockSentinel sentinel) {
    return Objects.requireNonNull(sentinel.master(Cluster.MASTER)).currentAddress();
  }

  @Test
  void a_quiet_group_of_stock_sentinels_stays_quiet() {
    Cluster cluster = cluster(1, 0, 3);
    cluster.runMillis(120_000);
    assertThat(firstAt).isEmpty();
  }

  @Test
  void stock_sentinels_fail_over_a_dead_master_and_turn_it_back_when_it_returns() {
    Cluster cluster = cluster(2, 0, 5);
    RedisNode master = cluster.nodes.getFirst();
    long death = cluster.agenda.now();
    master.kill();
    cluster.runMillis(90_000);
    assertThat(Objects.requireNonNull(firstAt.get(EventType.SDOWN)) - death)
        .isBetween(DOWN_AFTER, DOWN_AFTER + 250);
    Address promoted = place(cluster.stocks.getFirst());
    assertThat(promoted).isNotEqualTo(master.address);
    assertThat(cluster.stocks).allSatisfy(each -> assertThat(place(each)).isEqualTo(promoted));
    master.restart();
    cluster.runMillis(30_000);
    RedisNode now =
        cluster.nodes.stream()
            .filter(node -> node.address.equals(promoted))
            .findAny()
            .orElseThrow();
    assertThat(cluster.nodes)
        .allSatisfy(node -> assertThat(node == now || node.isInSyncWith(now)).isTrue());
    assertThat(cluster.checks.violation()).isNull();
  }

  @Test
  void stock_sentinels_and_ours_agree_on_one_new_master() {
    for (long seed = 1; seed <= 20; seed++) {
      Cluster cluster = cluster(seed, 3, 2);
      cluster.nodes.getFirst().kill();
      cluster.runMillis(120_000);
      cluster.nodes.getFirst().restart();
      cluster.runMillis(40_000);
      assertThat(cluster.unrest()).as("seed " + seed).isNull();
      MasterView view = Objects.requireNonNull(cluster.view(cluster.sentinels.getFirst()));
      assertThat(cluster.stocks)
          .as("seed " + seed)
          .allSatisfy(each -> assertThat(place(each)).isEqualTo(view.address()));
      assertThat(cluster.checks.violation()).isNull();
    }
  }

  @Test
  void a_stock_sentinel_starts_again_with_what_it_saved() {
    Cluster cluster = cluster(4, 0, 3);
    cluster.nodes.getFirst().kill();
    cluster.runMillis(90_000);
    StockSentinel sentinel = cluster.stocks.getLast();
    Address before = place(sentinel);
    sentinel.kill();
    cluster.runMillis(1_000);
    sentinel.start();
    cluster.runMillis(10_000);
    assertThat(place(sentinel)).isEqualTo(before);
    assertThat(sentinel.currentEpoch()).isEqualTo(cluster.stocks.getFirst().currentEpoch());
  }
}
