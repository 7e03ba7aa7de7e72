package dev.vedette.simulation;

import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What goes wrong, and what operators do meanwhile; everything is put right again in the end. */
final class Faults {

  /** Operators are told to do this one sentinel at a time, with a pause, and in quiet times. */
  private static final long RESET_PAUSE_MILLIS = 30_000;

  private final Cluster cluster;
  private final Random random;
  private final List<Runnable> repairs = new ArrayList<>();
  private final boolean operatorsMayForget;
  private int present;
  private long noResetBefore = 10_000;

  Faults(Cluster cluster, Random random) {
    this.cluster = cluster;
    this.random = random;
    operatorsMayForget = cluster.settings.quorum() > cluster.sentinels.size() / 2;
  }

  /** Lets things go wrong for so long. */
  void rage(long millis) {
    long until = cluster.agenda.now() + millis;
    while (cluster.agenda.now() < until && cluster.checks.violation() == null) {
      cluster.runMillis(pick(new int[] {5, 200, 1_000, 4_000, 15_000}));
      happen();
    }
  }

  /** Puts everything right. */
  void heal() {
    List.copyOf(repairs).forEach(Runnable::run);
    cluster.network.slowness(1);
    for (SentinelProcess sentinel : cluster.sentinels) {
      sentinel.dieAfter(-1, () -> {});
      sentinel.start();
    }
    cluster.nodes.forEach(RedisNode::restart);
    cluster.checks.note("world", "all faults are over");
  }

  private int pick(int[] bounds) {
    return 1 + random.nextInt(bounds[random.nextInt(bounds.length)]);
  }

  private void happen() {
    SentinelProcess sentinel = oneOf(cluster.sentinels);
    RedisNode node = random.nextBoolean() ? oneOf(cluster.nodes) : master();
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> kill(node);
      case 4, 5 -> freeze(node, pick(new int[] {1_000, 20_000}));
      case 6 -> freeze(sentinel, pick(new int[] {300, 1_900, 6_000}));
      case 7, 8, 9 -> crash(sentinel);
      case 10, 11, 12 -> partition();
      case 13 -> resetConnections();
      case 14 -> failDisk(sentinel);
      case 15 -> slowDown();
      case 16, 17 -> sentinel.operator(new Request.Failover(Cluster.MASTER, false));
      case 18 -> forget(sentinel);
      default -> changeOption(sentinel);
    }
  }

  private <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private RedisNode master() {
    return cluster.nodes.stream()
        .filter(node -> node.isAlive() && node.isMaster())
        .findAny()
        .orElse(cluster.nodes.getFirst());
  }

  /** Does something now and undoes it later, or when all faults end. */
  private void lasting(String what, long millis, Runnable undo) {
    cluster.checks.note("world", what + " for " + millis + " ms");
    present++;
    Runnable repair =
        new Runnable() {
          @Override
          public void run() {
            if (repairs.remove(this)) {
              present--;
              undo.run();
            }
          }
        };
    repairs.add(repair);
    cluster.agenda.inMillis(millis, repair);
  }

  private void kill(RedisNode node) {
    if (node.isAlive() && !node.isFrozen()) {
      node.kill();
      lasting(node.name + " is dead", pick(new int[] {500, 5_000, 60_000}), node::restart);
    }
  }

  private void freeze(Host host, long millis) {
    host.freeze();
    lasting(host.name + " is frozen", millis, host::thaw);
  }

  private void crash(SentinelProcess sentinel) {
    sentinel.dieAfter(
        random.nextInt(random.nextBoolean() ? 3 : 60),
        () ->
            lasting(
                sentinel.name + " is dead", pick(new int[] {50, 5_000, 30_000}), sentinel::start));
  }

  private void partition() {
    List<Host> inside = new ArrayList<>();
    List<Host> outside = new ArrayList<>();
    boolean single = random.nextBoolean();
    Host loner = oneOf(cluster.hosts());
    for (Host host : cluster.hosts()) {
      boolean in = single ? host == loner : random.nextInt(3) == 0;
      (in ? inside : outside).add(host);
    }
    int directions = 1 + random.nextInt(3);
    each(inside, outside, directions, true);
    lasting(
        "partition " + directions + " around " + inside.stream().map(host -> host.name).toList(),
        pick(new int[] {1_000, 10_000, 60_000}),
        () -> each(inside, outside, directions, false));
  }

  private void each(List<Host> inside, List<Host> outside, int directions, boolean block) {
    for (Host a : inside) {
      for (Host b : outside) {
        if ((directions & 1) != 0) {
          set(a, b, block);
        }
        if ((directions & 2) != 0) {
          set(b, a, block);
        }
      }
    }
  }

  private void set(Host from, Host to, boolean block) {
    if (block) {
      cluster.network.block(from, to);
    } else {
      cluster.network.unblock(from, to);
    }
  }

  private void resetConnections() {
    cluster.checks.note("world", "connections are reset");
    for (Pipe pipe : cluster.network.pipesInOrder()) {
      if (random.nextInt(3) == 0) {
        cluster.network.reset(pipe);
      }
    }
  }

  private void failDisk(SentinelProcess sentinel) {
    sentinel.diskFails(true);
    lasting(
        "the disk of " + sentinel.name + " fails",
        pick(new int[] {500, 15_000}),
        () -> sentinel.diskFails(false));
  }

  private void slowDown() {
    cluster.network.slowness(10 + random.nextInt(90));
    lasting(
        "the network is slow", pick(new int[] {1_000, 10_000}), () -> cluster.network.slowness(1));
  }

  private void forget(SentinelProcess sentinel) {
    boolean quiet = present == 0 && cluster.unrest() == null;
    if (!operatorsMayForget || !quiet || cluster.agenda.now() < noResetBefore) {
      return;
    }
    noResetBefore = cluster.agenda.now() + RESET_PAUSE_MILLIS;
    if (random.nextBoolean()) {
      sentinel.operator(new Request.Reset("*"));
      return;
    }
    MasterView view = cluster.view(sentinel);
    if (view != null) {
      sentinel.operator(new Request.Remove(Cluster.MASTER));
      lasting(sentinel.name + " watches nothing", 2_000, () -> monitorAgain(sentinel));
    }
  }

  private void monitorAgain(SentinelProcess sentinel) {
    @Nullable MasterView known = null;
    for (SentinelProcess other : cluster.sentinels) {
      MasterView view = cluster.view(other);
      if (view != null && (known == null || view.configEpoch() > known.configEpoch())) {
        known = view;
      }
    }
    if (known != null && sentinel.isAlive()) {
      sentinel.operator(
          new Request.Monitor(Cluster.MASTER, known.address(), cluster.settings.quorum()));
      sentinel.operator(
          new Request.ChangeMaster(
              Cluster.MASTER,
              fresh ->
                  fresh
                      .withDownAfterMillis(cluster.settings.downAfterMillis())
                      .withFailoverTimeoutMillis(cluster.settings.failoverTimeoutMillis()),
              List.of(),
              false));
    } else if (known != null) {
      lasting(sentinel.name + " watches nothing", 1_000, () -> monitorAgain(sentinel));
    }
  }

  private void changeOption(SentinelProcess sentinel) {
    int syncs = 1 + random.nextInt(3);
    sentinel.operator(
        new Request.ChangeMaster(
            Cluster.MASTER,
            settings -> settings.withParallelSyncs(syncs),
            List.of("parallel-syncs " + syncs),
            random.nextInt(4) == 0));
  }
}
