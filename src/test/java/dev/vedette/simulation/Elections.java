package dev.vedette.simulation;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The death of a master at a random moment, again and again. {@code main} measures what stands in
 * the decision record on elections: {@code OURS STOCK RUNS [stalls [FIRST_SEED]]}.
 */
final class Elections {

  private static final long DOWN_AFTER = 2_000;
  private static final long BOUND_MILLIS = 200_000;
  private static final int MAX_STALL_MILLIS = 500;
  private static final int MAX_PAUSE_MILLIS = Integer.getInteger("pause", 500);

  /**
   * Which group is measured.
   *
   * @param ours how many sentinels of our own
   * @param stock how many stock ones
   * @param stalls whether every sentinel stands still for up to half a second, again and again
   */
  record Group(int ours, int stock, boolean stalls) {}

  /**
   * What came of many deaths.
   *
   * @param runs how many there were
   * @param failed in how many an attempt was not elected
   * @param attempts all attempts to be elected in all runs
   * @param electedMillis from the first {@code +odown} to the first {@code +elected-leader}, sorted
   * @param switchMillis from the death to {@code +switch-master}, less down-after, sorted
   */
  record Outcome(int runs, int failed, int attempts, long[] electedMillis, long[] switchMillis) {

    static long percentile(long[] sorted, double part) {
      return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }

    long electedLaterThan(long millis) {
      return Arrays.stream(electedMillis).filter(each -> each > millis).count();
    }

    private static String figures(long[] sorted) {
      return "median=%d p90=%d p99=%d max=%d"
          .formatted(
              percentile(sorted, 0.5),
              percentile(sorted, 0.9),
              percentile(sorted, 0.99),
              percentile(sorted, 1));
    }

    @Override
    public String toString() {
      return "runs=%d, an attempt failed in %d, attempts/run=%.3f, elected: %s (%d later than 1 s), switched: %s"
          .formatted(
              runs,
              failed,
              1.0 * attempts / runs,
              figures(electedMillis),
              electedLaterThan(1_000),
              figures(switchMillis));
    }
  }

  private Elections() {}

  public static void main(String[] args) {
    boolean stalls = args.length > 3 && args[3].equals("stalls");
    Group group = new Group(Integer.parseInt(args[0]), Integer.parseInt(args[1]), stalls);
    long firstSeed = args.length > 4 ? Long.parseLong(args[4]) : 1;
    System.out.println(group + ": " + measure(group, Integer.parseInt(args[2]), firstSeed));
  }

  /** Lets the master die {@code runs} times. */
  static Outcome measure(Group group, int runs, long firstSeed) {
    int failed = 0;
    int attempts = 0;
    long[] elected = new long[runs];
    long[] switched = new long[runs];
    for (int run = 0; run < runs; run++) {
      One one = new One(group, firstSeed + run);
      switched[run] = one.run();
      elected[run] = one.electedAt < 0 ? BOUND_MILLIS : one.electedAt - one.odownAt;
      failed += one.abandoned > 0 ? 1 : 0;
      attempts += one.attempts;
    }
    Arrays.sort(elected);
    Arrays.sort(switched);
    return new Outcome(runs, failed, attempts, elected, switched);
  }

  private static final class One {
    private final Cluster cluster;
    private final Random random;
    private final boolean stalls;
    private int abandoned;
    private int attempts;
    private long odownAt = -1;
    private long electedAt = -1;
    private boolean switched;

    One(Group group, long seed) {
      random = new Random(seed);
      stalls = group.stalls();
      MasterSettings settings =
          MasterSettings.of(
                  Cluster.MASTER, (group.ours() + group.stock()) / 2 + 1, Timings.DEFAULTS)
              .withDownAfterMillis(DOWN_AFTER)
              .withFailoverTimeoutMillis(60_000);
      cluster =
          new Cluster(
              random, group.ours(), group.stock(), List.of(100, 100, 100), settings, 0.0001);
    }

    long run() {
      cluster.checks.listener((process, event) -> {
        attempts += event.type() == EventType.TRY_FAILOVER ? 1 : 0;
        abandoned += event.type() == EventType.FAILOVER_ABORT_NOT_ELECTED ? 1 : 0;
        switched |= event.type() == EventType.SWITCH_MASTER;
        if (event.type() == EventType.ODOWN && odownAt < 0) {
          odownAt = cluster.agenda.now();
        }
        if (event.type() == EventType.ELECTED_LEADER && electedAt < 0) {
          electedAt = cluster.agenda.now();
        }
      });
      for (SentinelHost sentinel : cluster.everySentinel()) {
        cluster.agenda.inMillis(random.nextInt(2_000), () -> start(sentinel));
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

    private void start(SentinelHost sentinel) {
      sentinel.start();
      if (stalls) {
        stallLater(sentinel);
      }
    }

    private void stallLater(SentinelHost sentinel) {
      cluster.agenda.inMillis(
          random.nextInt(MAX_PAUSE_MILLIS),
          () -> {
            sentinel.freeze();
            cluster.agenda.inMillis(
                1 + random.nextInt(MAX_STALL_MILLIS),
                () -> {
                  sentinel.thaw();
                  stallLater(sentinel);
                });
          });
    }
  }
}
