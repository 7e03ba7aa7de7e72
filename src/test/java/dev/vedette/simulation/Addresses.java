package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import java.util.Random;

/** Nodes that move, and strangers that come to stand where a node of ours was. */
final class Addresses {

  private Addresses() {}

  /** A node dies and comes back somewhere else; its name says where. */
  static void move(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    Cluster cluster = chaos.cluster;
    if (!cluster.world.names() || !node.isWell()) {
      return;
    }
    node.kill();
    chaos.lasting(
        node.name + " is dead and will move",
        Chaos.pick(random, 500, 5_000, 20_000),
        () -> {
          cluster.directory.remove(node);
          long number = cluster.nextId();
          String ip = "10.3." + number / 250 % 250 + "." + (number % 250 + 1);
          node.address = node.address.resolvedTo(ip);
          cluster.directory.name(node.address.host(), ip);
          cluster.directory.put(node);
          node.restart();
        });
  }

  /** A master of another group, with a replica, stands for a while where a dead replica was. */
  static void stranger(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    Cluster cluster = chaos.cluster;
    // A stock sentinel knows no strangers: it wipes them, or promotes one.
    if (!cluster.stocks.isEmpty()
        || !node.isWell()
        || node.isMaster()
        || isMasterForSomebody(cluster, node)
        || isFollowedPastSentinels(node)) {
      return;
    }
    node.kill();
    cluster.directory.remove(node);
    Group others =
        new Group(
            node.group.settings,
            node.group.transferMillis,
            60_000,
            cluster.world.names(),
            cluster.agenda);
    RedisNode stranger = stranger(cluster, others, node.address);
    Address elsewhere = Address.ofIp("10.4.0." + (cluster.nextId() % 250 + 1), 7_000);
    RedisNode replica = stranger(cluster, others, elsewhere);
    stranger.data().append(cluster.nextId());
    replica.data().replaceBy(stranger.data());
    replica.hasFollowed(stranger);
    cluster.strangers.add(others);
    chaos.lasting(
        "a stranger stands where " + node.name + " was",
        Chaos.pick(random, 5_000, 30_000),
        () -> {
          stranger.kill();
          replica.kill();
          cluster.strangers.remove(others);
          cluster.directory.remove(stranger);
          cluster.directory.remove(replica);
          cluster.directory.put(node);
          node.restart();
        });
  }

  /** Whoever follows it would take the stranger's data, and only a person could put that right. */
  private static boolean isFollowedPastSentinels(RedisNode node) {
    return node.group.nodes.stream().anyMatch(other -> other.follows(node.address));
  }

  private static boolean isMasterForSomebody(Cluster cluster, RedisNode node) {
    return cluster.everySentinel().stream()
        .map(sentinel -> sentinel.seen(node.group.name()))
        .anyMatch(seen -> seen == null || seen.address().samePlace(node.address));
  }

  private static RedisNode stranger(Cluster cluster, Group group, Address address) {
    RedisNode node = new RedisNode("X" + cluster.nextId(), address, 100, group, cluster);
    group.nodes.add(node);
    cluster.directory.put(node);
    return node;
  }
}
