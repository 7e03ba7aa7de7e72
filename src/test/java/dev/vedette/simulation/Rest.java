package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether all that live agree, and are what they agree upon. */
record Rest(Cluster cluster) {

  /** Why not, null when they do. */
  @Nullable String why() {
    List<SentinelHost> living =
        cluster.everySentinel().stream().filter(sentinel -> !sentinel.isLost()).toList();
    for (Group group : cluster.groups) {
      String reason = why(group, living);
      if (reason != null) {
        return group.name() + ": " + reason;
      }
    }
    return null;
  }

  private @Nullable String why(Group group, List<SentinelHost> living) {
    SentinelHost.Seen first = null;
    for (SentinelHost sentinel : living) {
      SentinelHost.Seen view = sentinel.seen(group.name());
      if (view == null) {
        return sentinel.name + " watches nothing";
      }
      if (!view.trouble().isEmpty()) {
        return sentinel.name + " says " + view.trouble();
      }
      for (RedisNode node : group.nodes) {
        if (!node.isLost() && !view.knows().test(node)) {
          return sentinel.name + " does not know " + node;
        }
      }
      if (first == null) {
        first = view;
      } else if (!view.address().samePlace(first.address())
          || view.configEpoch() != first.configEpoch()) {
        return sentinel.name + " does not agree with " + living.getFirst().name;
      }
    }
    return first == null ? null : why(group, first.address());
  }

  private @Nullable String why(Group group, Address agreed) {
    RedisNode master = cluster.directory.node(agreed);
    if (master == null || master.group != group || !master.isWell() || !master.isMaster()) {
      return "the master that all agree upon is " + master;
    }
    for (RedisNode node : group.nodes) {
      if (node != master && !node.isLost() && !node.isInSyncWith(master)) {
        return node + " while the master is " + master;
      }
    }
    return null;
  }
}
