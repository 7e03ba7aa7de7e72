package dev.vedette.simulation;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Many masters die in the same millisecond, under sentinels of our own. {@code main} measures what
 * stands in the decision record on elections: {@code MASTERS RUNS [SENTINELS [FIRST_SEED]]}.
 */
final class ManyMasters {

  private static final long DOWN_AFTER = 5_000;
  private static final long BOUND_MILLIS = 300_000;

  /**
   * What came of it.
   *
   * @param attempts to be elected, of all sentinels for all masters
   * @param notElected how many of them failed
   * @param questions asked by all sentinels from the death on
   * @param switchMillis from the death to the first {@code +switch-master} of each master, less
   *     down-after, sorted
   */
  record Outcome(int attempts, int notElected, int questions, long[] switchMillis) {

    Outcome and(Outcome other) {
      long[] all = Arrays.copyOf(switchMillis, switchMillis.length + other.switchMillis.length);
      System.arraycopy(other.switchMillis, 0, all, switchMillis.length, other.switchMillis.length);
      Arrays.sort(all);
      return new Outcome(
          attempts + other.attempts,
          notElected + other.notElected,
          questions + other.questions,
          all);
    }

    long latestMillis() {
      return switchMillis[switchMillis.length - 1];
    }

    double questionsPerMaster() {
      return 1.0 * questions / switchMillis.length;
    }

    @Override
    public String toString() {
      int n = switchMillis.length;
      return "attempts/master=%.3f not elected=%d questions/master=%.1f switched: median=%d p90=%d p99=%d max=%d"
          .formatted(
              1.0 * attempts / n,
              notElected,
              1.0 * questions / n,
              switchMillis[n / 2],
              switchMillis[n * 9 / 10],
              switchMillis[n * 99 / 100],
              switchMillis[n - 1]);
    }
  }

  private final Cluster cluster;
  private final Random random;
  private final Map<String, Long> switchedAt = new HashMap<>();
  private int attempts;
  private int notElected;

  private ManyMasters(long seed, int masters, int sentinels) {
    random = new Random(seed);
    List<World.GroupPlan> groups = new ArrayList<>();
    for (int m = 0; m < masters; m++) {
      MasterSettings settings =
          MasterSettings.of("m" + m, sentinels / 2 + 1, Timings.DEFAULTS)
              .withDownAfterMillis(DOWN_AFTER)
              .withFailoverTimeoutMillis(60_000);
      groups.add(new World.GroupPlan(settings, List.of(100, 100), 300, 60_000));
    }
    cluster = new Cluster(World.calm(random.nextLong(), sentinels, 0, groups, 0.0001));
    cluster.checks.listener((process, event) -> {
      attempts += event.type() == EventType.TRY_FAILOVER ? 1 : 0;
      notElected += event.type() == EventType.FAILOVER_ABORT_NOT_ELECTED ? 1 : 0;
      String master = event.master();
      if (event.type() == EventType.SWITCH_MASTER && master != null) {
        switchedAt.putIfAbsent(master, cluster.agenda.now());
      }
    });
  }

  private Outcome die() {
    for (SentinelProcess sentinel : cluster.sentinels) {
      cluster.agenda.inMillis(random.nextInt(2_000), sentinel::start);
    }
    cluster.runMillis(12_000 + random.nextInt(1_000));
    int asked = cluster.checks.questions();
    long death = cluster.agenda.now();
    cluster.groups.forEach(group -> group.nodes.getFirst().kill());
    while (switchedAt.size() < cluster.groups.size()
        && cluster.agenda.now() - death < BOUND_MILLIS) {
      cluster.runMillis(10);
    }
    int questions = cluster.checks.questions() - asked;
    cluster.runMillis(3_000);
    long[] millis = new long[cluster.groups.size()];
    for (int m = 0; m < millis.length; m++) {
      Long at = switchedAt.get("m" + m);
      millis[m] = at == null ? BOUND_MILLIS : at - death - DOWN_AFTER;
    }
    Arrays.sort(millis);
    return new Outcome(attempts, notElected, questions, millis);
  }

  /** Lets all masters die at once, {@code runs} times. */
  static Outcome measure(int masters, int sentinels, int runs, long firstSeed) {
    Outcome all = new Outcome(0, 0, 0, new long[0]);
    for (int run = 0; run < runs; run++) {
      all = all.and(new ManyMasters(firstSeed + run, masters, sentinels).die());
    }
    return all;
  }

  public static void main(String[] args) {
    int masters = Integer.parseInt(args[0]);
    int sentinels = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    long firstSeed = args.length > 3 ? Long.parseLong(args[3]) : 1;
    System.out.println(
        masters + " masters: " + measure(masters, sentinels, Integer.parseInt(args[1]), firstSeed));
  }
}
