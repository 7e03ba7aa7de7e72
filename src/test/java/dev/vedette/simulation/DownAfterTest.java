package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a group counts its master as down, and when not. */
class DownAfterTest {

  private static final int RUNS = 10;

  /** A look at the clock, a round trip, and what is lost by counting in milliseconds. */
  private static final long TOLERANCE_MILLIS = 20;

  private long firstDownAt = Long.MAX_VALUE;
  private boolean failedOver;

  private Cluster group(long seed, long downAfter) {
    failedOver = false;
    Random random = new Random(seed);
    MasterSettings settings =
        MasterSettings.of(Cluster.MASTER, 2, Timings.DEFAULTS)
            .withDownAfterMillis(downAfter)
            .withFailoverTimeoutMillis(60_000);
    Cluster cluster = new Cluster(random, 3, List.of(100, 100, 100), settings, 0.0001);
    cluster.checks.listener(
        (process, event) -> {
          failedOver |= event.type() == EventType.TRY_FAILOVER;
          if (event.type() == EventType.SDOWN) {
            firstDownAt = Math.min(firstDownAt, cluster.agenda.now());
          }
        });
    for (SentinelProcess sentinel : cluster.sentinels) {
      cluster.agenda.inMillis(random.nextInt(2_000), sentinel::start);
    }
    cluster.runMillis(12_000 + random.nextInt(2_000));
    firstDownAt = Long.MAX_VALUE;
    return cluster;
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 2_000, 5_000})
  void a_dead_master_is_down_at_down_after_and_not_before(long downAfter) {
    for (long seed = 1; seed <= RUNS; seed++) {
      Cluster cluster = group(seed, downAfter);
      long death = cluster.agenda.now();
      cluster.nodes.getFirst().kill();
      cluster.runMillis(downAfter + 3_000);
      assertThat(firstDownAt - death)
          .as("seed " + seed)
          .isBetween(downAfter - TOLERANCE_MILLIS, downAfter + downAfter / 10 + TOLERANCE_MILLIS);
      assertThat(cluster.checks.violation()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 150, 500})
  void a_master_that_is_back_before_down_after_is_never_down(long awayMillis) {
    for (long seed = 1; seed <= RUNS; seed++) {
      Cluster cluster = group(seed, 1_000);
      cluster.nodes.getFirst().kill();
      cluster.runMillis(awayMillis);
      cluster.nodes.getFirst().restart();
      cluster.runMillis(4_000);
      assertThat(firstDownAt).as("seed " + seed).isEqualTo(Long.MAX_VALUE);
      assertThat(failedOver).as("seed " + seed).isFalse();
    }
  }
}
