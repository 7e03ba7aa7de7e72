package dev.vedette.simulation;

/** No node is told to follow itself, nor a node of another group. */
final class NoOrderToOneself extends Invariant {

  NoOrderToOneself(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "a node obeys, waits for itself for ever, and refuses every write";
  }

  @Override
  void ordered(SentinelProcess process, RedisNode node, String host, String port) {
    if (host.equals("NO")) {
      return;
    }
    RedisNode target =
        cluster.directory.node(cluster.directory.address(host, Integer.parseInt(port)));
    if (target == node) {
      violated(process, "tells " + node.name + " to follow itself");
    }
  }
}
