package dev.vedette.simulation;

import java.util.Random;

/** What happens to Redis nodes. */
final class NodeFaults {

  private NodeFaults() {}

  static void kill(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    if (node.isWell()) {
      node.kill();
      chaos.lasting(node.name + " is dead", Chaos.pick(random, 500, 5_000, 60_000), node::restart);
    }
  }

  /** It comes back without its data. */
  static void wipe(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    // One that was kept from writing down that it is a master would come back empty, and follow a
    // node that follows it: only a person can put that right.
    if (node.isWell() && !node.isMasterUnwritten()) {
      node.kill();
      node.wipe();
      chaos.lasting(
          node.name + " is dead and its disk empty",
          Chaos.pick(random, 500, 5_000, 20_000),
          node::restart);
    }
  }

  static void freeze(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    node.freeze();
    chaos.lasting(node.name + " is frozen", Chaos.pick(random, 1_000, 20_000), node::thaw);
  }

  static void disobey(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    long millis = Chaos.pick(random, 5_000, 40_000);
    if (random.nextBoolean()) {
      node.outOfMemory(true);
      chaos.lasting(node.name + " is out of memory", millis, () -> node.outOfMemory(false));
    } else {
      node.refusesConfig(true);
      chaos.lasting(node.name + " knows no CONFIG", millis, () -> node.refusesConfig(false));
    }
  }

  static void slowSynchronisation(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    node.transferFactor(10);
    chaos.lasting(
        node.name + " synchronises slowly",
        Chaos.pick(random, 10_000, 60_000),
        () -> node.transferFactor(1));
  }

  static void failingSynchronisation(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    node.synchronisationsFail(true);
    chaos.lasting(
        "synchronisations of " + node.name + " fail",
        Chaos.pick(random, 10_000, 60_000),
        () -> node.synchronisationsFail(false));
  }
}
