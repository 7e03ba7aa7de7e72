package dev.vedette.simulation;

import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run: a quiet beginning, faults, and time to come to rest. */
final class Simulation {

  private static final long QUIET_MILLIS = 5_000;
  private static final long FAULTS_MILLIS = 150_000;
  private static final long REST_MILLIS = 15_000;

  private Simulation() {}

  /**
   * Runs one seed.
   *
   * @param echo hears every line of what happens
   * @return what went wrong and the end of the story, null when nothing did
   */
  static @Nullable String run(long seed, Consumer<String> echo) {
    Random random = new Random(seed);
    int sentinels = 3 + 2 * random.nextInt(3);
    int nodes = 2 + random.nextInt(3);
    List<Integer> priorities = new ArrayList<>(List.of(100));
    for (int i = 1; i < nodes; i++) {
      priorities.add(List.of(0, 10, 100, 100, 100).get(random.nextInt(5)));
    }
    MasterSettings settings =
        MasterSettings.of(Cluster.MASTER, 1 + random.nextInt(sentinels), Timings.DEFAULTS)
            .withDownAfterMillis(500 + random.nextInt(5_000))
            .withFailoverTimeoutMillis(3_000 + random.nextInt(20_000))
            .withParallelSyncs(1 + random.nextInt(2));
    Cluster cluster = new Cluster(random, sentinels, priorities, settings, 0.02);
    cluster.checks.echo(echo);
    cluster.checks.note(
        "world", sentinels + " sentinels, priorities " + priorities + ", " + settings);
    try {
      return play(cluster, random);
    } catch (RuntimeException e) {
      return e + "\n" + at(e) + story(cluster);
    }
  }

  private static String at(RuntimeException e) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement element : e.getStackTrace()) {
      if (element.getClassName().startsWith("dev.vedette") && text.length() < 2_000) {
        text.append("  at ").append(element).append('\n');
      }
    }
    return text.toString();
  }

  private static @Nullable String play(Cluster cluster, Random random) {
    cluster.sentinels.forEach(SentinelProcess::start);
    cluster.runMillis(QUIET_MILLIS);
    Faults faults = new Faults(cluster, random);
    faults.rage(FAULTS_MILLIS);
    faults.heal();
    long patience = patience(cluster.settings);
    long healed = cluster.agenda.now();
    long restSince = healed;
    while (cluster.checks.violation() == null
        && cluster.agenda.now() - restSince < REST_MILLIS
        && cluster.agenda.now() - healed < patience) {
      cluster.runMillis(1_000);
      if (cluster.unrest() != null) {
        restSince = cluster.agenda.now();
      }
    }
    String unrest = cluster.unrest();
    if (cluster.checks.violation() != null) {
      return cluster.checks.violation() + "\n" + story(cluster);
    }
    return unrest == null ? null : "does not come to rest: " + unrest + "\n" + story(cluster);
  }

  /**
   * TILT, then an election that may fail a few times, then a replica that follows the wrong node
   * for a failover timeout, and INFO periods in between.
   */
  private static long patience(MasterSettings settings) {
    Timings timings = Timings.DEFAULTS;
    return timings.tiltPeriod()
        + 4 * timings.infoPeriod()
        + 2 * settings.downAfterMillis()
        + 8 * settings.failoverTimeoutMillis()
        + 60_000;
  }

  private static String story(Cluster cluster) {
    return cluster.description() + cluster.checks.story();
  }
}
