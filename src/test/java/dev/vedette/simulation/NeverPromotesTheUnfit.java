package dev.vedette.simulation;

/**
 * A node that must not become master is not told to: one of priority 0, one of another group, one
 * without data that all had while another one has it.
 */
final class NeverPromotesTheUnfit extends Invariant {

  /** What has changed within an INFO period is not known to a sentinel. */
  private static final long KNOWN_AFTER_MILLIS = 12_000;

  private static final int MAX_CUT_OFF_DOWN_AFTERS = 10;

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
    // Who is the master already is not made one by that; and a master does not tell its priority.
    if (node.priority == 0 && !node.isMaster() && !isOurMaster(process, node)) {
      violated(process, "promotes " + node.name + " of priority 0");
    }
    boolean known = node.group.ageMillis() > KNOWN_AFTER_MILLIS;
    if (!cluster.groups.contains(node.group) && known) {
      violated(process, "promotes " + node.name + " of another group");
    } else if (node.lacksForMillis() > KNOWN_AFTER_MILLIS && !masterLacks(process, node.group)) {
      node.group.nodes.stream()
          .filter(other -> isBetter(process, other))
          .findAny()
          .ifPresent(other ->
              violated(process, "promotes " + node + " without data that " + other + " has"));
    }
  }

  /** It may be told to be again what it was. */
  private static boolean isOurMaster(SentinelProcess process, RedisNode node) {
    SentinelHost.Seen seen = process.seen(node.group.name());
    return seen != null && seen.address().samePlace(node.address);
  }

  /** What the master of the group does not have any more is not the group's data. */
  private boolean masterLacks(SentinelProcess process, Group group) {
    SentinelHost.Seen seen = process.seen(group.name());
    RedisNode master = seen == null ? null : cluster.directory.node(seen.address());
    return master == null || master.lacksForMillis() > 0;
  }

  /** Whoever was cut off for longer is not promoted, as by the original. */
  private static long mayBeCutOffMillis(Group group) {
    return MAX_CUT_OFF_DOWN_AFTERS * group.settings.downAfterMillis();
  }

  private boolean isBetter(SentinelProcess process, RedisNode other) {
    return other.priority != 0
        && !other.isMaster()
        && other.replication().knowsOffset()
        && other.replication().downSeconds() * 1_000 <= mayBeCutOffMillis(other.group)
        && Write.contains(other.data().head(), other.group.safe())
        && cluster.reach.goodForMillis(process, other) > KNOWN_AFTER_MILLIS;
  }
}
