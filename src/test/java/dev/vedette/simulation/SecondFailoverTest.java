package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.view.MasterView;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens after a promotion while its leader is still moving the other replicas. */
class SecondFailoverTest {

  private static final long DOWN_AFTER = 5_000;
  private static final long FAILOVER_TIMEOUT = 180_000;

  private Cluster cluster = group(1, 100);

  private static Cluster group(long seed, int priorityOfThird) {
    MasterSettings settings =
        MasterSettings.of(Cluster.MASTER, 2, Timings.DEFAULTS)
            .withDownAfterMillis(DOWN_AFTER)
            .withFailoverTimeoutMillis(FAILOVER_TIMEOUT);
    List<Integer> priorities = List.of(1, 10, priorityOfThird);
    Cluster cluster = new Cluster(new Random(seed), 3, priorities, settings, 0.0001);
    cluster.sentinels.forEach(SentinelProcess::start);
    cluster.runMillis(5_000);
    return cluster;
  }

  private RedisNode node(int number) {
    return cluster.nodes.get(number);
  }

  private boolean happens(long withinMillis, BooleanSupplier condition) {
    long end = cluster.agenda.now() + withinMillis;
    while (cluster.agenda.now() < end && !condition.getAsBoolean()) {
      cluster.runMillis(10);
    }
    return condition.getAsBoolean();
  }

  /** R0 dies, R1 is promoted, and the leader goes on because R2 cannot synchronise with R1. */
  private SentinelProcess promoteSecondWhileThirdIsCutOff() {
    cluster.network.block(node(1), node(2));
    cluster.network.block(node(2), node(1));
    node(0).kill();
    assertThat(happens(30_000, () -> cluster.sentinels.stream().anyMatch(this::isMoving))).isTrue();
    cluster.runMillis(3_000);
    return cluster.sentinels.stream().filter(this::isMoving).findAny().orElseThrow();
  }

  private boolean isMoving(SentinelProcess sentinel) {
    MasterView view = cluster.view(sentinel);
    return view != null && view.failoverState() == FailoverState.RECONF_SLAVES;
  }

  private long naming(RedisNode node) {
    return cluster.sentinels.stream()
        .map(cluster::view)
        .filter(view -> view != null && view.address().samePlace(node.address))
        .count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 8})
  void nobody_goes_back_to_the_dead_master_of_the_failover_before(long seed) {
    cluster = group(seed, 0);
    promoteSecondWhileThirdIsCutOff();
    node(0).restart();
    assertThat(happens(60_000, () -> node(0).isInSyncWith(node(1)))).isTrue();
    cluster.runMillis(12_000);
    node(1).kill();
    assertThat(happens(60_000, () -> node(0).isMaster())).isTrue();
    assertThat(happens(5_000, () -> naming(node(1)) == 0)).isTrue();
    for (int second = 0; second < 120; second++) {
      cluster.runMillis(1_000);
      assertThat(naming(node(1))).as("second " + second).isZero();
    }
    assertThat(cluster.checks.violation()).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 8})
  void reset_does_not_undo_a_confirmed_promotion(long seed) {
    cluster = group(seed, 100);
    promoteSecondWhileThirdIsCutOff().operator(new Request.Reset("*"));
    for (int second = 0; second < 60; second++) {
      cluster.runMillis(1_000);
      assertThat(naming(node(0))).as("second " + second).isZero();
    }
    assertThat(cluster.checks.violation()).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 8})
  void the_new_master_is_failed_over_before_the_failover_that_made_it_has_ended(long seed) {
    cluster = group(seed, 100);
    SentinelProcess leader = promoteSecondWhileThirdIsCutOff();
    cluster.sentinels.stream().filter(each -> each != leader).findFirst().orElseThrow().kill();
    cluster.network.unblock(node(1), node(2));
    cluster.network.unblock(node(2), node(1));
    cluster.runMillis(5_000);
    node(1).kill();
    assertThat(happens(3 * FAILOVER_TIMEOUT, () -> node(2).isMaster())).isTrue();
    assertThat(cluster.checks.violation()).isNull();
  }
}
