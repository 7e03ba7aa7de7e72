package dev.vedette.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lets things go wrong for a while, and puts everything right again in the end. */
final class Chaos {

  final Cluster cluster;
  final Operator operator;
  private final List<Runnable> repairs = new ArrayList<>();
  private boolean over;

  Chaos(Cluster cluster) {
    this.cluster = cluster;
    this.operator = new Operator(cluster);
  }

  /** Plans what is to happen. */
  void plan(List<Fault> faults) {
    for (Fault fault : faults) {
      cluster.agenda.at(fault.atMillis() * 1000, () -> fault.happen(this));
    }
  }

  /** Puts everything right. */
  void heal() {
    over = true;
    List.copyOf(repairs).forEach(Runnable::run);
    cluster.network.slowness(1);
    for (SentinelProcess sentinel : cluster.sentinels) {
      sentinel.dieAfter(-1, () -> {});
      sentinel.start();
    }
    cluster.stocks.forEach(StockSentinel::start);
    cluster.nodes.stream().filter(node -> !node.isAlive()).forEach(RedisNode::restart);
    cluster.checks.note("world", "all faults are over");
  }

  /** Does something now, which is undone later, or when all faults end. */
  void lasting(String what, long millis, Runnable undo) {
    cluster.checks.note("world", what + " for " + millis + " ms");
    if (over) {
      undo.run();
      return;
    }
    Runnable repair =
        new Runnable() {
          @Override
          public void run() {
            if (repairs.remove(this)) {
              undo.run();
            }
          }
        };
    repairs.add(repair);
    cluster.agenda.inMillis(millis, repair);
  }

  /** A number up to one of those bounds. */
  static int pick(Random random, int... bounds) {
    return 1 + random.nextInt(bounds[random.nextInt(bounds.length)]);
  }

  static <T> T oneOf(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  SentinelProcess sentinel(Random random) {
    return oneOf(random, cluster.sentinels);
  }

  /** One of ours or of the stock ones. */
  SentinelHost anySentinel(Random random) {
    return oneOf(random, cluster.everySentinel());
  }

  Group group(Random random) {
    return oneOf(random, cluster.groups);
  }

  /** Any node of a group, or as often the master. */
  RedisNode node(Random random) {
    Group group = group(random);
    return random.nextBoolean() ? oneOf(random, group.nodes) : master(group);
  }

  private static RedisNode master(Group group) {
    return group.nodes.stream()
        .filter(node -> node.isAlive() && node.isMaster())
        .findAny()
        .orElse(group.nodes.getFirst());
  }
}
