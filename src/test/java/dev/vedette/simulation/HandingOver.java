package dev.vedette.simulation;

/**
 * A master that hands over: it takes no writes until the chosen replica has all of them, and then
 * changes places with it, or gives up.
 */
final class HandingOver {

  private static final long LOOK_MILLIS = 5;

  private final RedisNode master;
  private final RedisNode target;
  private final Cluster cluster;
  private final long until;
  private boolean ended;

  HandingOver(RedisNode master, RedisNode target, Cluster cluster, long timeoutMillis) {
    this.master = master;
    this.target = target;
    this.cluster = cluster;
    this.until = cluster.agenda.now() + timeoutMillis;
    cluster.agenda.inMillis(LOOK_MILLIS, this::look);
  }

  /** Whether the master takes writes again. */
  boolean isOver() {
    return ended || cluster.agenda.now() > until;
  }

  /** Everything stays as it is. */
  void end() {
    ended = true;
  }

  private void look() {
    if (isOver()) {
      return;
    }
    boolean reachable =
        !cluster.network.isBlocked(master, target) && !cluster.network.isBlocked(target, master);
    if (master.isFrozen() || !target.isWell() || !reachable || !target.isInSyncWith(master)) {
      cluster.agenda.inMillis(LOOK_MILLIS, this::look);
      return;
    }
    target.data().advanceTo(master.data());
    target.promote();
    master.follow(target.address);
  }
}
