package dev.vedette.simulation;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run: masters, replicas and sentinels are lost for good, but a majority and a good
 * replica are left. What is left has to make a master of its own within a bound.
 */
final class Finale {

  /** An election with a few attempts, and a promotion. */
  private static final long ELECTION_MILLIS = 10_000;

  private final Cluster cluster;
  private final Random random;
  private final Map<String, Long> lastAttempt = new HashMap<>();
  private final List<Group> masterless = new ArrayList<>();
  private long begunAt;

  Finale(Cluster cluster) {
    this.cluster = cluster;
    this.random = cluster.world.seed().of("finale");
    cluster.checks.listener((process, event) -> {
      if (event.type() == EventType.TRY_FAILOVER && event.master() != null) {
        lastAttempt.put(event.master(), cluster.agenda.now());
      }
    });
  }

  /** Loses what can be lost. */
  void begin() {
    begunAt = cluster.agenda.now();
    loseSentinels();
    cluster.groups.forEach(this::loseNodes);
  }

  private void loseSentinels() {
    List<SentinelHost> all =
        new ArrayList<>(cluster.everySentinel().stream().filter(each -> !each.isLost()).toList());
    int needed = 1;
    for (SentinelProcess process : cluster.sentinels) {
      for (Group group : cluster.groups) {
        MasterView view = process.view(group.name());
        if (view != null) {
          needed = Math.max(needed, Math.max(view.majority(), view.settings().quorum()));
        }
      }
    }
    Collections.shuffle(all, random);
    int losable = Math.max(0, all.size() - needed);
    for (SentinelHost victim : all.subList(0, losable == 0 ? 0 : random.nextInt(losable + 1))) {
      cluster.checks.note(victim, "is lost for good");
      victim.lose();
      if (victim instanceof SentinelProcess process) {
        process.kill();
      } else if (victim instanceof StockSentinel stock) {
        stock.kill();
      }
    }
  }

  private void loseNodes(Group group) {
    List<RedisNode> heirs =
        group.nodes.stream().filter(node -> !node.isMaster() && node.priority != 0).toList();
    if (heirs.isEmpty()) {
      return;
    }
    RedisNode heir = Chaos.oneOf(random, heirs);
    for (RedisNode node : group.nodes) {
      if (node != heir && (node.isMaster() || random.nextInt(3) == 0)) {
        cluster.checks.note(node, "is lost for good");
        if (node.isMaster()) {
          masterless.add(group);
        }
        node.lose();
        node.kill();
      }
    }
  }

  /** When the last master must have been replaced. */
  long boundMillis() {
    long longest = 0;
    for (Group group : masterless) {
      MasterSettings settings = group.settings;
      long sinceAttempt = begunAt - lastAttempt.getOrDefault(group.name(), Long.MIN_VALUE / 2);
      boolean mayWait =
          sinceAttempt < 3 * settings.failoverTimeoutMillis() || !cluster.stocks.isEmpty();
      longest =
          Math.max(
              longest,
              settings.downAfterMillis() * 12 / 10
                  + ELECTION_MILLIS
                  + (mayWait ? 4 * settings.failoverTimeoutMillis() : 0));
    }
    return longest;
  }

  /** Which group has no master that a living sentinel knows, null for none. */
  @Nullable String unfinished() {
    for (Group group : masterless) {
      boolean done =
          cluster.everySentinel().stream()
              .filter(each -> !each.isLost())
              .map(each -> each.seen(group.name()))
              .anyMatch(seen -> seen != null && isServed(seen));
      if (!done) {
        return group.name();
      }
    }
    return null;
  }

  private boolean isServed(SentinelHost.Seen seen) {
    RedisNode node = cluster.directory.node(seen.address());
    return node != null && node.isWell() && node.isMaster();
  }
}
