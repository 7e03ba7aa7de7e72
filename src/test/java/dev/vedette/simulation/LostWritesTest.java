package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which acknowledged writes are lost by failovers that operators ask for. */
class LostWritesTest {

  private static final int SEEDS = 8;
  private static final int FAILOVERS = 6;

  /** The old master is told at once; what is on its way meanwhile, and a client that asks again. */
  private static final long BOUND_MILLIS = 300;

  private final List<Long> promotions = new ArrayList<>();
  private int switches;

  private Group failOverAgainAndAgain(long seed, boolean coordinated) {
    promotions.clear();
    MasterSettings settings =
        MasterSettings.of(Cluster.MASTER, 2, Timings.DEFAULTS)
            .withDownAfterMillis(2_000)
            .withFailoverTimeoutMillis(5_000);
    World.GroupPlan plan = new World.GroupPlan(settings, List.of(100, 100, 100), 300, 60_000);
    Cluster cluster =
        new Cluster(new World(new Draw(seed), 3, 0, List.of(plan), 0.001, 2_000, 5_000, false, 3));
    cluster.checks.listener((process, event) -> {
      switches += event.type() == EventType.SWITCH_MASTER ? 1 : 0;
      if (event.type() == EventType.FAILOVER_STATE_SEND_SLAVEOF_NOONE) {
        promotions.add(cluster.agenda.now());
      }
    });
    cluster.sentinels.forEach(SentinelProcess::start);
    cluster.runMillis(15_000);
    Random random = new Random(seed);
    for (int i = 0; i < FAILOVERS; i++) {
      Chaos.oneOf(random, cluster.sentinels)
          .operator(new Request.Failover(Cluster.MASTER, coordinated));
      cluster.runMillis(15_000 + random.nextInt(5_000));
    }
    assertThat(cluster.unrest()).as("seed " + seed).isNull();
    assertThat(cluster.checks.violation()).as("seed " + seed).isNull();
    return cluster.groups.getFirst();
  }

  private static List<Long> lost(Group group) {
    RedisNode master = group.nodes.stream().filter(RedisNode::isMaster).findAny().orElseThrow();
    List<Long> lostAt = new ArrayList<>();
    for (Map.Entry<Long, Long> write : group.acknowledged.entrySet()) {
      if (!Write.contains(master.data().head(), write.getKey())) {
        lostAt.add(write.getValue());
      }
    }
    return lostAt;
  }

  @Test
  void a_coordinated_failover_loses_no_acknowledged_write() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Group group = failOverAgainAndAgain(seed, true);
      assertThat(group.acknowledged).as("seed " + seed).hasSizeGreaterThan(500);
      assertThat(lost(group)).as("seed " + seed).isEmpty();
    }
    assertThat(switches).isGreaterThan(SEEDS * FAILOVERS);
  }

  @Test
  void another_one_loses_only_what_is_written_at_that_moment() {
    int all = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Group group = failOverAgainAndAgain(seed, false);
      all += lost(group).size();
      assertThat(group.acknowledged).as("seed " + seed).hasSizeGreaterThan(500);
      assertThat(lost(group))
          .as("seed " + seed + ", promotions at " + promotions)
          .allSatisfy(
              at -> assertThat(promotions).anyMatch(order -> Math.abs(at - order) <= BOUND_MILLIS));
    }
    assertThat(all).isPositive();
    assertThat(switches).isGreaterThan(SEEDS * FAILOVERS);
  }
}
