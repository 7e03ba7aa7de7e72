package dev.vedette.simulation;

import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run: a quiet beginning, faults, and time to come to rest. */
final class Simulation {

  private static final long REST_MILLIS = 10_000;
  private static final long CALM_MILLIS = 5_000;

  /**
   * How a run failed.
   *
   * @param what went wrong
   * @param picture of the world then
   * @param checks which know the story
   */
  record Failure(String what, String picture, Checks checks) {

    /** The last lines of what happened. */
    String story(int lines) {
      return checks.story(lines);
    }
  }

  private final Plan plan;
  private final Cluster cluster;
  private final Chaos chaos;
  private final Finale finale;

  private Simulation(Plan plan, @Nullable Consumer<String> echo) {
    this.plan = plan;
    cluster = new Cluster(World.of(plan.seed()));
    chaos = new Chaos(cluster);
    finale = new Finale(cluster);
    if (echo != null) {
      cluster.checks.echo(echo);
    }
  }

  /**
   * Runs a plan.
   *
   * @param echo hears every line of what happens
   * @return what went wrong, null when nothing did
   */
  static @Nullable Failure run(Plan plan, @Nullable Consumer<String> echo) {
    Simulation simulation = new Simulation(plan, echo);
    String what;
    try {
      what = simulation.play();
    } catch (RuntimeException e) {
      what = e + "\n" + at(e);
    }
    return what == null
        ? null
        : new Failure(what, simulation.cluster.description(), simulation.cluster.checks);
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

  private @Nullable String play() {
    cluster.checks.note("world", cluster.world);
    cluster.everySentinel().forEach(SentinelHost::start);
    cluster.calm(true);
    cluster.runMillis(Plan.FIRST_FAULT_MILLIS);
    cluster.calm(false);
    chaos.plan(plan.faults());
    while (cluster.agenda.now() < Plan.LAST_FAULT_MILLIS) {
      cluster.runMillis(5_000);
      if (cluster.checks.violation() != null) {
        return cluster.checks.violation();
      }
    }
    chaos.heal();
    String unrest = comeToRest();
    if (cluster.checks.violation() == null && unrest != null) {
      return "does not come to rest: " + unrest;
    }
    cluster.checks.rested();
    cluster.calm(true);
    cluster.runMillis(CALM_MILLIS);
    cluster.calm(false);
    return cluster.checks.violation() == null ? loseForGood() : cluster.checks.violation();
  }

  /** With a majority and a good replica left, there is a master again within a bound. */
  private @Nullable String loseForGood() {
    finale.begin();
    long begun = cluster.agenda.now();
    String unfinished = finale.unfinished();
    while (unfinished != null
        && cluster.checks.violation() == null
        && cluster.agenda.now() - begun < finale.boundMillis()) {
      cluster.runMillis(500);
      unfinished = finale.unfinished();
    }
    if (unfinished != null && cluster.checks.violation() == null) {
      return unfinished + " has no master after " + finale.boundMillis() + " ms";
    }
    String unrest = comeToRest();
    if (unrest != null && cluster.checks.violation() == null) {
      return "does not come to rest without what is lost: " + unrest;
    }
    cluster.checks.rested();
    return cluster.checks.violation();
  }

  private @Nullable String comeToRest() {
    long healed = cluster.agenda.now();
    long restSince = healed;
    while (cluster.checks.violation() == null
        && cluster.agenda.now() - restSince < REST_MILLIS
        && cluster.agenda.now() - healed < patience()) {
      cluster.runMillis(1_000);
      if (cluster.unrest() != null) {
        chaos.operator.adoptUnknownNodes();
        chaos.operator.freeLonelyMasters();
        restSince = cluster.agenda.now();
      }
    }
    return cluster.unrest();
  }

  /**
   * TILT, then an election that may fail a few times, then a replica that follows the wrong node
   * for a failover timeout, and INFO periods and full synchronisations in between.
   */
  private long patience() {
    Timings timings = Timings.DEFAULTS;
    long longest = 0;
    for (Group group : cluster.groups) {
      MasterSettings settings = group.settings;
      long millis =
          2 * settings.downAfterMillis()
              + 8 * settings.failoverTimeoutMillis()
              + 4 * group.transferMillis;
      longest = Math.max(longest, millis);
    }
    return timings.tiltPeriod() + 4 * timings.infoPeriod() + 60_000 + longest;
  }
}
