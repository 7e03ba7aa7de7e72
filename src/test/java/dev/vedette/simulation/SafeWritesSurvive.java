package dev.vedette.simulation;

/** What all nodes of a group had at one moment is in the master's data in the end. */
final class SafeWritesSurvive extends Invariant {

  SafeWritesSurvive(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "such data can only get lost when somebody without it is chosen over those who have it";
  }

  @Override
  void rested() {
    for (Group group : cluster.groups) {
      RedisNode master =
          group.nodes.stream()
              .filter(node -> node.isWell() && node.isMaster())
              .findAny()
              .orElse(null);
      if (master != null
          && !group.wasMasterWiped()
          && !Write.contains(master.data().head(), group.safe())) {
        violated(master, "has not " + group.safe() + ", which all had");
      }
    }
  }
}
