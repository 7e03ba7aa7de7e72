package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Sentinels that come and go. */
final class Membership {

  private static final int MOST = 8;

  private Membership() {}

  /**
   * A new sentinel knows the masters' addresses and nothing else. Two of them are a majority of
   * those they know; only a quorum of more than half of all keeps them from leading without the
   * rest.
   */
  static void join(Chaos chaos, Random random) {
    Cluster cluster = chaos.cluster;
    int number = cluster.everySentinel().size();
    List<MasterState> masters = new ArrayList<>();
    for (Group group : cluster.groups) {
      SentinelHost.Seen seen = chaos.operator.newest(group);
      if (seen != null) {
        masters.add(MasterState.fresh(group.settings, seen.address()));
      }
    }
    int half = (number + 1) / 2;
    boolean safe = cluster.groups.stream().allMatch(group -> group.settings.quorum() > half);
    if (number >= MOST || !safe || masters.size() < cluster.groups.size()) {
      return;
    }
    String runId = String.format(Locale.ROOT, "%08x", random.nextInt()).repeat(5);
    Address address = Address.ofIp("10.1.0." + (number + 1), 26379);
    DurableState state =
        new DurableState(runId, 0, cluster.sentinels.getFirst().disk().settings(), masters);
    SentinelProcess process =
        new SentinelProcess("N" + number, address, state, random.nextLong(), 1, cluster);
    cluster.directory.put(process);
    cluster.sentinels.add(process);
    process.start();
  }

  /** A sentinel is gone for good; nobody tells the others. */
  static void leave(Chaos chaos, Random random) {
    SentinelProcess victim = chaos.sentinel(random);
    List<SentinelHost> others = new ArrayList<>(chaos.cluster.everySentinel());
    others.removeIf(each -> each == victim || each.isLost());
    int needed = chaos.cluster.everySentinel().size() / 2 + 1;
    for (SentinelProcess process : chaos.cluster.sentinels) {
      for (Group group : chaos.cluster.groups) {
        MasterView view = process.view(group.name());
        needed = view == null ? needed : Math.max(needed, view.majority());
        needed = Math.max(needed, group.settings.quorum());
      }
    }
    if (others.size() >= needed && !victim.isLost()) {
      chaos.cluster.checks.note(victim, "leaves for good");
      victim.lose();
      victim.kill();
    }
  }
}
