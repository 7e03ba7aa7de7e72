package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A fault of the master at a random moment in a healthy group, again and again: who is called down,
 * and how long after the fault. {@code main} measures what stands in the decision record on
 * elections: {@code SENTINELS RUNS}.
 */
final class Detections {

  private static final long NEVER = -1;
  private static final long MASTER_GONE_MILLIS = 3_000;

  /** What happens to the master. */
  enum Fault {
    KILLED,
    FROZEN,
    /** Killed, and back after some time with its data and role. */
    AWAY
  }

  /**
   * Which faults are measured.
   *
   * @param awayMillis only for {@link Fault#AWAY}
   */
  record Trial(int sentinels, long downAfter, Fault fault, long awayMillis) {}

  /**
   * What came of one fault, in milliseconds from it; -1 for what did not happen.
   *
   * @param sdown the first {@code +sdown} of the master
   * @param switched the first {@code +switch-master}
   * @param livingCalledDown how often a node that lives and is not frozen became subjectively down
   */
  record Outcome(long sdown, long switched, int livingCalledDown, boolean failoverTried) {}

  private Detections() {}

  public static void main(String[] args) {
    int sentinels = Integer.parseInt(args[0]);
    int runs = Integer.parseInt(args[1]);
    for (long downAfter : new long[] {1_000, 5_000, 30_000}) {
      for (Fault fault : new Fault[] {Fault.KILLED, Fault.FROZEN}) {
        print(new Trial(sentinels, downAfter, fault, 0), runs);
      }
    }
    for (long away : new long[] {50, 500}) {
      print(new Trial(sentinels, 1_000, Fault.AWAY, away), runs);
    }
  }

  private static void print(Trial trial, int runs) {
    Outcome[] all = new Outcome[runs];
    for (int run = 0; run < runs; run++) {
      all[run] = run(trial, run + 1);
    }
    System.out.printf(
        "%s: fault to +sdown %s; fault to +switch-master %s; living nodes called down in %d of %d,"
            + " failover tried in %d%n",
        trial,
        figures(Arrays.stream(all).mapToLong(Outcome::sdown).toArray()),
        figures(Arrays.stream(all).mapToLong(Outcome::switched).toArray()),
        Arrays.stream(all).filter(one -> one.livingCalledDown() > 0).count(),
        runs,
        Arrays.stream(all).filter(Outcome::failoverTried).count());
  }

  private static String figures(long[] millis) {
    long[] sorted = Arrays.stream(millis).filter(each -> each != NEVER).sorted().toArray();
    return sorted.length == 0
        ? "never"
        : "min=%d median=%d p99=%d max=%d"
            .formatted(
                sorted[0],
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
  }

  /** One fault. */
  static Outcome run(Trial trial, long seed) {
    Random random = new Random(seed);
    MasterSettings settings =
        MasterSettings.of(Cluster.MASTER, trial.sentinels() / 2 + 1, Timings.DEFAULTS)
            .withDownAfterMillis(trial.downAfter())
            .withFailoverTimeoutMillis(60_000);
    Cluster cluster =
        new Cluster(random, trial.sentinels(), List.of(100, 100, 100), settings, 0.0001);
    for (SentinelProcess sentinel : cluster.sentinels) {
      cluster.agenda.inMillis(random.nextInt(2_000), sentinel::start);
    }
    cluster.runMillis(12_000 + random.nextInt(2_000));
    Watch watch = new Watch(cluster);
    cluster.checks.listener((process, event) -> watch.saw(event));
    RedisNode master = cluster.nodes.getFirst();
    switch (trial.fault()) {
      case KILLED -> master.kill();
      case FROZEN -> master.freeze();
      case AWAY -> {
        master.kill();
        cluster.runMillis(trial.awayMillis());
        master.restart();
      }
    }
    cluster.runMillis(trial.downAfter() + trial.downAfter() / 10 + MASTER_GONE_MILLIS);
    if (cluster.checks.violation() != null) {
      throw new AssertionError(cluster.checks.violation() + "\n" + cluster.checks.story());
    }
    return new Outcome(watch.sdown, watch.switched, watch.livingCalledDown, watch.failoverTried);
  }

  private static final class Watch {
    private final Cluster cluster;
    private final long faultAt;
    private long sdown = NEVER;
    private long switched = NEVER;
    private int livingCalledDown;
    private boolean failoverTried;

    Watch(Cluster cluster) {
      this.cluster = cluster;
      faultAt = cluster.agenda.now();
    }

    void saw(Event event) {
      long after = cluster.agenda.now() - faultAt;
      failoverTried |= event.type() == EventType.TRY_FAILOVER;
      if (event.type() == EventType.SWITCH_MASTER && switched == NEVER) {
        switched = after;
      }
      if (event.type() == EventType.SDOWN) {
        String[] words = event.payload().split(" ");
        if (words[0].equals("master") && sdown == NEVER) {
          sdown = after;
        }
        livingCalledDown += isWell(words[2], words[3]) ? 1 : 0;
      }
    }

    private boolean isWell(String ip, String port) {
      return cluster.hosts().stream()
          .filter(host -> host.address.ip().equals(ip))
          .filter(host -> host.address.port() == Integer.parseInt(port))
          .anyMatch(host -> host.isAlive() && !host.isFrozen());
    }
  }
}
