package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.event.Verdict.Fitness;
import dev.vedette.sentinel.failover.ReplicaSelection;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.InfoReport;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.turn.Chance;
import dev.vedette.sentinel.turn.Modes;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Choosing a replica, against comparing everybody with everybody. */
class ReplicaRankingTest {

  private static final long NOW = 1_000_000;
  private static final long DOWN_AFTER = 5_000;

  private record Sample(
      int port,
      int priority,
      long offset,
      String runId,
      boolean down,
      boolean connected,
      long silentFor,
      long infoAge,
      long cutOffSeconds) {

    boolean mayBePromoted(@Nullable Long masterDownFor) {
      long infoLimit = masterDownFor != null ? 5_000 : 30_000;
      long cutOffLimit = 10 * DOWN_AFTER + (masterDownFor != null ? masterDownFor : 0);
      return !down
          && connected
          && silentFor <= 5_000
          && priority != 0
          && infoAge <= infoLimit
          && cutOffSeconds * 1000 <= cutOffLimit;
    }

    boolean isBetterThan(Sample other) {
      if (priority != other.priority) {
        return priority < other.priority;
      }
      if (offset != other.offset) {
        return offset > other.offset;
      }
      if (runId.isEmpty() || other.runId.isEmpty()) {
        return !runId.isEmpty();
      }
      return runId.compareTo(other.runId) < 0;
    }
  }

  private final Random random = new Random(6);

  private Sample sample(int i) {
    return new Sample(
        7000 + i,
        List.of(0, 1, 100, 100, 100).get(random.nextInt(5)),
        random.nextInt(3),
        random.nextInt(8) == 0 ? "" : String.format("%02d", i).repeat(20),
        random.nextInt(10) == 0,
        random.nextInt(10) != 0,
        random.nextInt(8) == 0 ? 5_001 : 5_000,
        random.nextInt(8) == 0 ? 30_001 : random.nextInt(3) == 0 ? 5_001 : 5_000,
        random.nextInt(8) == 0 ? 51 + random.nextInt(20) : 50);
  }

  @Test
  void the_best_is_fit_and_no_other_fit_one_is_better() {
    int chosen = 0;
    for (int i = 0; i < 10_000; i++) {
      List<Sample> samples = new ArrayList<>();
      for (int n = random.nextInt(6); n > 0; n--) {
        samples.add(sample(n));
      }
      Long masterDownFor = random.nextBoolean() ? Long.valueOf(random.nextInt(12_000)) : null;
      Topology topology = topology(samples, masterDownFor);
      Master master = topology.masters().iterator().next();
      Turn turn = new Turn(topology, new Chance(1), new Modes(), NOW);
      List<Sample> fit =
          samples.stream().filter(sample -> sample.mayBePromoted(masterDownFor)).toList();
      Replica best = ReplicaSelection.best(turn, master);
      if (fit.isEmpty()) {
        assertThat(best).isNull();
      } else {
        int port = Objects.requireNonNull(best).address().port();
        Sample found = fit.stream().filter(s -> s.port() == port).findAny().orElseThrow();
        assertThat(fit).noneMatch(other -> other != found && other.isBetterThan(found));
        chosen++;
      }
      checkRanking(ReplicaSelection.ranking(turn, master), samples, fit);
    }
    assertThat(chosen).isBetween(2_000, 9_800);
  }

  private static void checkRanking(List<Verdict> ranking, List<Sample> all, List<Sample> fit) {
    assertThat(ranking).hasSameSizeAs(all);
    for (int i = 0; i < ranking.size(); i++) {
      Verdict verdict = ranking.get(i);
      assertThat(verdict.fitness() == Fitness.FIT).isEqualTo(i < fit.size());
      assertThat(verdict.rank()).isEqualTo(i < fit.size() ? i + 1 : 0);
    }
  }

  private static Topology topology(List<Sample> samples, @Nullable Long masterDownFor) {
    MasterSettings settings =
        MasterSettings.of("m", 1, Timings.DEFAULTS).withDownAfterMillis(DOWN_AFTER);
    MasterState state = MasterState.fresh(settings, Address.ofIp("10.0.0.1", 6379));
    Topology topology =
        new Topology(new DurableState("me", 0, SentinelSettings.ofPort(26379), List.of(state)), 0);
    Master master = topology.masters().iterator().next();
    if (masterDownFor != null) {
      master.becomeSubjectivelyDown(NOW - masterDownFor);
    }
    for (Sample sample : samples) {
      Replica replica =
          Objects.requireNonNull(
              topology.addReplica(master, Address.ofIp("10.0.0.1", sample.port()), 0));
      String info =
          "role:slave\nslave_priority:%d\nslave_repl_offset:%d\nmaster_link_down_since_seconds:%d\n"
              .formatted(sample.priority(), sample.offset(), sample.cutOffSeconds());
      replica.infoReceived(info, NOW - sample.infoAge());
      replica.reportReplication(InfoReport.parse(info), NOW - sample.infoAge());
      replica.identify(sample.runId());
      if (sample.connected()) {
        topology.connect(replica.link(), Effect.Purpose.COMMANDS, 0).becomeUp("10.0.0.9");
      }
      replica.link().becomeAvailable(NOW - sample.silentFor(), NOW - sample.silentFor());
      if (sample.down()) {
        replica.becomeSubjectivelyDown(NOW - 1);
      }
    }
    return topology;
  }
}
