package dev.vedette.simulation;

/** A node of another group that has replicas there gets no orders. */
final class NothingToOthers extends Invariant {

  /** Who has just come to stand there was not looked at yet. */
  private static final long KNOWN_AFTER_MILLIS = 3_000;

  NothingToOthers(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "to follow our master it would throw away the data of somebody else";
  }

  @Override
  void ordered(SentinelProcess process, RedisNode node, String host, String port) {
    if (!cluster.groups.contains(node.group) && node.group.ageMillis() > KNOWN_AFTER_MILLIS) {
      violated(process, "orders " + node + " of another group: SLAVEOF " + host + " " + port);
    }
  }
}
