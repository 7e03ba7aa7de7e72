package dev.vedette.simulation;

import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person who asks again when a sentinel dies before it answers. */
final class Operator {

  private static final long AGAIN_MILLIS = 1_500;
  private static final long FORGETTING_PAUSE_MILLIS = 30_000;

  private final Cluster cluster;
  private long nextForgettingAt;
  private final Map<Group, SentinelHost.Seen> remembered = new HashMap<>();

  Operator(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Whether the last time that a sentinel was told to forget is long enough ago; now it is not. */
  boolean mayLetForget() {
    boolean may = cluster.agenda.now() >= nextForgettingAt;
    if (may) {
      nextForgettingAt = cluster.agenda.now() + FORGETTING_PAUSE_MILLIS;
    }
    return may;
  }

  /** Asks until there is an answer, and then goes on. */
  void insist(SentinelProcess sentinel, Request request, Runnable then) {
    boolean[] answered = {false};
    sentinel.operator(
        request,
        answer -> {
          cluster.checks.note(sentinel, "answers the operator: " + answer);
          answered[0] = !(answer instanceof Answer.NotSaved);
        });
    cluster.agenda.inMillis(
        AGAIN_MILLIS,
        () -> {
          if (answered[0]) {
            then.run();
          } else if (!sentinel.isLost()) {
            insist(sentinel, request, then);
          }
        });
  }

  /**
   * A node that claims to be a master and that every sentinel has forgotten, because it was told to
   * forget, has to be brought back by hand.
   */
  void adoptUnknownNodes() {
    for (RedisNode node : cluster.nodes) {
      if (node.isWell() && cluster.everySentinel().stream().noneMatch(each -> knows(each, node))) {
        SentinelHost.Seen seen = newest(node.group);
        if (seen != null && !node.follows(seen.address())) {
          cluster.checks.note("operator", "makes " + node + " follow " + seen.address());
          node.follow(seen.address());
          node.saveConfiguration();
        }
      }
    }
  }

  /**
   * A master that was made to follow somebody whom all sentinels of ours were told to forget: there
   * is nobody whom they could promote, or only nodes that must not be.
   */
  void freeLonelyMasters() {
    for (Group group : cluster.groups) {
      SentinelHost.Seen seen = newest(group);
      RedisNode master = seen == null ? null : cluster.directory.node(seen.address());
      boolean lonely =
          group.nodes.stream()
              .filter(node -> node != master && node.priority != 0)
              .allMatch(node -> cluster.sentinels.stream().noneMatch(each -> knows(each, node)));
      if (lonely && master != null && master.isWell() && !master.isMaster()) {
        cluster.checks.note("operator", "makes " + master + " a master");
        master.promote();
        master.saveConfiguration();
      }
    }
  }

  private static boolean knows(SentinelHost sentinel, RedisNode node) {
    SentinelHost.Seen seen = sentinel.seen(node.group.name());
    return seen == null ? !sentinel.isLost() : seen.knows().test(node);
  }

  /**
   * What the sentinel with the newest configuration sees, or saw when somebody watched the last
   * time this was asked; null when it never was.
   */
  SentinelHost.@Nullable Seen newest(Group group) {
    SentinelHost.Seen newest = null;
    for (SentinelHost sentinel : cluster.everySentinel()) {
      SentinelHost.Seen seen = sentinel.seen(group.name());
      if (seen != null && (newest == null || seen.configEpoch() > newest.configEpoch())) {
        newest = seen;
      }
    }
    if (newest == null) {
      return remembered.get(group);
    }
    remembered.put(group, newest);
    return newest;
  }
}
