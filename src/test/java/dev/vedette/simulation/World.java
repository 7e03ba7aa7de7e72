package dev.vedette.simulation;

import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a run consists of before anything goes wrong.
 *
 * @param seed decides what is left to chance
 * @param sentinels how many of ours
 * @param stocks how many by the rules of the original
 * @param groups the masters that they all watch
 * @param drift how much faster or slower a sentinel's clock may be, as a part of 1
 * @param turnMicros how long a turn of a sentinel takes at most
 * @param syncMicros how long a write to a sentinel's disk takes at most
 * @param names whether nodes are known by their names
 * @param clients how many write to each group
 */
record World(
    Draw seed,
    int sentinels,
    int stocks,
    List<GroupPlan> groups,
    double drift,
    int turnMicros,
    int syncMicros,
    boolean names,
    int clients) {

  /**
   * One master and its replicas.
   *
   * @param settings what all sentinels are told about it
   * @param priorities one for each node, the first is the master
   * @param transferMillis how long a full synchronisation takes
   * @param replicationTimeoutMillis how long a silent replication link stands
   */
  record GroupPlan(
      MasterSettings settings,
      List<Integer> priorities,
      long transferMillis,
      long replicationTimeoutMillis) {}

  World {
    groups = List.copyOf(groups);
  }

  /** A world for one seed. */
  static World of(long seed) {
    Draw draw = new Draw(seed);
    int sentinels = pick(draw.of("sentinels"), 3, 3, 3, 3, 5, 5, 7);
    boolean names = draw.of("names").nextInt(8) == 0;
    // The stock sentinels of the simulation know no names.
    int stocks = names ? 0 : pick(draw.of("stocks"), 0, 0, 0, 1) * (1 + sentinels / 4);
    int masters = pick(draw.of("masters"), 1, 1, 1, 1, 1, 1, 1, 1, 2, 3);
    List<GroupPlan> groups = new ArrayList<>();
    for (int i = 0; i < masters; i++) {
      groups.add(group(draw, i, sentinels));
    }
    return new World(
        draw,
        sentinels - stocks,
        stocks,
        groups,
        0.02,
        pick(draw.of("turn"), 0, 0, 200, 5_000, 20_000),
        pick(draw.of("sync"), 0, 0, 1_000, 30_000),
        names,
        pick(draw.of("clients"), 0, 1, 2));
  }

  private static GroupPlan group(Draw draw, int number, int sentinels) {
    Random random = draw.of("group " + number);
    List<Integer> priorities = new ArrayList<>(List.of(100));
    int nodes = 2 + random.nextInt(3);
    for (int i = 1; i < nodes; i++) {
      priorities.add(pick(random, 0, 10, 100, 100, 100));
    }
    String name = number == 0 ? Cluster.MASTER : "other" + number;
    MasterSettings settings =
        MasterSettings.of(name, 1 + random.nextInt(sentinels), Timings.DEFAULTS)
            .withDownAfterMillis(500 + random.nextInt(5_000))
            .withFailoverTimeoutMillis(3_000 + random.nextInt(20_000))
            .withParallelSyncs(1 + random.nextInt(2));
    return new GroupPlan(
        settings, priorities, pick(random, 300, 300, 2_000, 15_000), pick(random, 5_000, 60_000));
  }

  private static int pick(Random random, int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A quiet world: one master, and nothing takes time but the network. */
  static World calm(
      long seed,
      int sentinels,
      int stocks,
      List<Integer> priorities,
      MasterSettings settings,
      double drift) {
    GroupPlan group = new GroupPlan(settings, priorities, 300, 60_000);
    return calm(seed, sentinels, stocks, List.of(group), drift);
  }

  /** A quiet world of those masters. */
  static World calm(long seed, int sentinels, int stocks, List<GroupPlan> groups, double drift) {
    return new World(new Draw(seed), sentinels, stocks, groups, drift, 0, 0, false, 0);
  }
}
