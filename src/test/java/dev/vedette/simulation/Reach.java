package dev.vedette.simulation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Since when who can talk to whom without a disturbance, as somebody knows it who sees the whole
 * world. Told of every change of it; messages and connections do not matter here.
 */
final class Reach {

  /**
   * A time of quiet that is shorter is no reason to expect an answer: connections have to be made
   * again first, after an attempt that has just been begun in vain.
   */
  static final long QUIET_MILLIS = 4_000;

  private static final class Pair {
    private boolean good = true;
    private long goodSince;
    private long badSince = Long.MIN_VALUE;
  }

  private final Cluster cluster;
  private final Map<SentinelProcess, Map<Host, Pair>> pairs = new HashMap<>();

  private boolean planned;
  private final Map<RedisNode, Long> unreachedSince = new HashMap<>();

  Reach(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Something has changed, or will have when all of this moment has happened. */
  void changed() {
    if (!planned) {
      planned = true;
      cluster.agenda.at(cluster.agenda.nowMicros(), this::update);
    }
  }

  /** Takes in what has changed. */
  void update() {
    planned = false;
    cluster.nodes.forEach(this::updateUnreached);
    for (SentinelProcess from : cluster.sentinels) {
      Map<Host, Pair> row = pairs.computeIfAbsent(from, each -> new HashMap<>());
      boolean fromIsWell = from.isWell() && !from.isStalled() && cluster.network.isSwift();
      for (RedisNode node : cluster.nodes) {
        update(row, from, node, fromIsWell);
      }
      for (SentinelHost peer : cluster.everySentinel()) {
        if (peer != from) {
          update(row, from, peer, fromIsWell && !peer.isStalled());
        }
      }
    }
  }

  private void update(Map<Host, Pair> row, SentinelProcess from, Host to, boolean fromIsWell) {
    Pair pair = row.computeIfAbsent(to, each -> new Pair());
    boolean good =
        fromIsWell
            && to.isWell()
            && !cluster.network.isBlocked(from, to)
            && !cluster.network.isBlocked(to, from);
    if (good == pair.good) {
      return;
    }
    long now = cluster.agenda.now();
    pair.good = good;
    if (good) {
      pair.goodSince = now;
    } else if (now - pair.goodSince >= QUIET_MILLIS || pair.badSince == Long.MIN_VALUE) {
      pair.badSince = now;
    }
  }

  private @Nullable Pair pair(SentinelProcess from, Host to) {
    Map<Host, Pair> row = pairs.get(from);
    return row == null ? null : row.get(to);
  }

  /** For how long the two could talk without a disturbance, 0 when they cannot now. */
  long goodForMillis(SentinelProcess from, Host to) {
    Pair pair = pair(from, to);
    return pair != null && pair.good ? cluster.agenda.now() - pair.goodSince : 0;
  }

  /** How long ago the trouble between the two began that may still be felt. */
  long troubledForMillis(SentinelProcess from, Host to) {
    Pair pair = pair(from, to);
    if (pair == null || pair.badSince == Long.MIN_VALUE) {
      return 0;
    }
    return cluster.agenda.now() - pair.badSince;
  }

  /** For how long no living sentinel could talk to it, however slowly; 0 when one can now. */
  long unreachedForMillis(RedisNode node) {
    Long since = unreachedSince.get(node);
    return since == null ? 0 : cluster.agenda.now() - since;
  }

  private void updateUnreached(RedisNode node) {
    boolean reached =
        node.isWell()
            && cluster.everySentinel().stream()
                .anyMatch(from ->
                    from.isAlive()
                        && !cluster.network.isBlocked(from, node)
                        && !cluster.network.isBlocked(node, from));
    if (reached) {
      unreachedSince.remove(node);
    } else {
      unreachedSince.putIfAbsent(node, cluster.agenda.now());
    }
  }
}
