package dev.vedette.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to the network. */
final class NetworkFaults {

  private NetworkFaults() {}

  static void partition(Chaos chaos, Random random) {
    List<Host> inside = new ArrayList<>();
    List<Host> outside = new ArrayList<>();
    List<Host> hosts = chaos.cluster.hosts();
    boolean single = random.nextBoolean();
    Host loner = Chaos.oneOf(random, hosts);
    for (Host host : hosts) {
      boolean in = single ? host.equals(loner) : random.nextInt(3) == 0;
      (in ? inside : outside).add(host);
    }
    int directions = 1 + random.nextInt(3);
    Network network = chaos.cluster.network;
    each(network, inside, outside, directions, true);
    chaos.lasting(
        "partition " + directions + " around " + inside.stream().map(host -> host.name).toList(),
        Chaos.pick(random, 1_000, 10_000, 60_000),
        () -> each(network, inside, outside, directions, false));
  }

  private static void each(
      Network network, List<Host> inside, List<Host> outside, int directions, boolean block) {
    for (Host a : inside) {
      for (Host b : outside) {
        if ((directions & 1) != 0) {
          set(network, a, b, block);
        }
        if ((directions & 2) != 0) {
          set(network, b, a, block);
        }
      }
    }
  }

  private static void set(Network network, Host from, Host to, boolean block) {
    if (block) {
      network.block(from, to);
    } else {
      network.unblock(from, to);
    }
  }

  static void resetConnections(Chaos chaos, Random random) {
    chaos.cluster.checks.note("world", "connections are reset");
    for (Pipe pipe : chaos.cluster.network.pipesInOrder()) {
      if (random.nextInt(3) == 0) {
        chaos.cluster.network.reset(pipe);
      }
    }
  }

  static void slowDown(Chaos chaos, Random random) {
    chaos.cluster.network.slowness(10 + random.nextInt(90));
    chaos.lasting(
        "the network is slow",
        Chaos.pick(random, 1_000, 10_000),
        () -> chaos.cluster.network.slowness(1));
  }
}
