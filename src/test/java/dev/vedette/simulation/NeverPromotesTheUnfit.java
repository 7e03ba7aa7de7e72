package dev.vedette.simulation;

/** A node that must not become master is not told to. */
final class NeverPromotesTheUnfit extends Invariant {

  NeverPromotesTheUnfit(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "an operator forbade it, or its data is not the data that clients had";
  }

  @Override
  void ordered(SentinelProcess process, RedisNode node, String host, String port) {
    if (!host.equals("NO")) {
      return;
    }
    if (node.priority == 0) {
      violated(process, "promotes " + node.name + " of priority 0");
    }
  }
}
