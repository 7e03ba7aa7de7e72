package dev.vedette.simulation;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The death of a master at a random moment in a healthy group, again and again. */
final class Elections {

  private static final long DOWN_AFTER = 5_000;
  private static final long BOUND_MILLIS = 200_000;

  /**
   * What came of many deaths.
   *
   * @param runs how many there were
   * @param firstElectionsFailed in how many an election failed
   * @param attempts all attempts to be elected in all runs
   * @param switchMillis from the death to {@code +switch-master}, less down-after, sorted
   */
  record Outcome(int runs, int firstElectionsFailed, int attempts, long[] switchMillis) {

    long percentile(double part) {
      return switchMillis[(int) Math.min(switchMillis.length - 1, switchMillis.length * part)];
    }

    @Override
    public String toString() {
      return "runs=%d failed=%d (%.2f %%) attempts/run=%.3f median=%d p99=%d max=%d"
          .formatted(
              runs,
              firstElectionsFailed,
              100.0 * firstElectionsFailed / runs,
              1.0 * attempts / runs,
              percentile(0.5),
              percentile(0.99),
              percentile(1));
    }
  }

  private Elections() {}

  /** Lets the master die {@code runs} times. */
  static Outcome measure(int sentinels, int runs, long firstSeed) {
    int failed = 0;
    int attempts = 0;
    long[] millis = new long[runs];
    for (int run = 0; run < runs; run++) {
      One one = new One(sentinels, firstSeed + run);
      millis[run] = one.run();
      failed += one.abandoned > 0 ? 1 : 0;
      attempts += one.attempts;
    }
    Arrays.sort(millis);
    return new Outcome(runs, failed, attempts, millis);
  }

  private static final class One {
    private final Cluster cluster;
    private final Random random;
    private int abandoned;
    private int attempts;
    private boolean switched;

    One(int sentinels, long seed) {
      random = new Random(seed);
      MasterSettings settings =
          MasterSettings.of(Cluster.MASTER, sentinels / 2 + 1, Timings.DEFAULTS)
              .withDownAfterMillis(DOWN_AFTER)
              .withFailoverTimeoutMillis(60_000);
      cluster = new Cluster(random, sentinels, List.of(100, 100, 100), settings, 0.0001);
    }

    long run() {
      cluster.checks.listener((process, event) -> {
        attempts += event.type() == EventType.TRY_FAILOVER ? 1 : 0;
        abandoned += event.type() == EventType.FAILOVER_ABORT_NOT_ELECTED ? 1 : 0;
        switched |= event.type() == EventType.SWITCH_MASTER;
      });
      for (SentinelProcess sentinel : cluster.sentinels) {
        cluster.agenda.inMillis(random.nextInt(2_000), sentinel::start);
      }
      cluster.runMillis(3_000 + random.nextInt(1_000));
      RedisNode master = cluster.nodes.getFirst();
      long death = cluster.agenda.now();
      if (random.nextBoolean()) {
        master.kill();
      } else {
        master.freeze();
      }
      while (!switched && cluster.agenda.now() - death < BOUND_MILLIS) {
        cluster.runMillis(1);
      }
      if (cluster.checks.violation() != null) {
        throw new AssertionError(cluster.checks.violation() + "\n" + cluster.checks.story());
      }
      return cluster.agenda.now() - death - DOWN_AFTER;
    }
  }
}
