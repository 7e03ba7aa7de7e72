package dev.vedette.simulation;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One master, its replicas, and the sentinels that watch them. */
final class Cluster {

  static final String MASTER = "mymaster";

  private static final long REPLICATION_MILLIS = 100;

  final Agenda agenda = new Agenda();
  final Checks checks = new Checks(agenda);
  final Network network;
  final List<RedisNode> nodes = new ArrayList<>();
  final List<SentinelProcess> sentinels = new ArrayList<>();
  final List<StockSentinel> stocks = new ArrayList<>();
  final MasterSettings settings;

  /**
   * A group of sentinels of our own that knows itself already.
   *
   * @param random decides everything that is left to chance
   * @param priorities one for each node, the first is the master
   * @param drift how much faster or slower a clock may be, as a part of 1
   */
  Cluster(
      Random random,
      int sentinelCount,
      List<Integer> priorities,
      MasterSettings settings,
      double drift) {
    this(random, sentinelCount, 0, priorities, settings, drift);
  }

  /**
   * A group that knows itself already.
   *
   * @param random decides everything that is left to chance
   * @param stockCount how many more sentinels are stock ones
   * @param priorities one for each node, the first is the master
   * @param drift how much faster or slower a clock may be, as a part of 1
   */
  Cluster(
      Random random,
      int sentinelCount,
      int stockCount,
      List<Integer> priorities,
      MasterSettings settings,
      double drift) {
    this.settings = settings;
    network = new Network(agenda, random);
    for (int i = 0; i < priorities.size(); i++) {
      Address address = Address.ofIp("10.0.0." + (i + 1), 6379 + i);
      nodes.add(new RedisNode("R" + i, address, priorities.get(i), network, agenda, this::node));
    }
    for (RedisNode node : nodes) {
      node.others = nodes;
      node.follow(node == nodes.getFirst() ? null : nodes.getFirst().address);
      node.saveConfiguration();
    }
    List<PeerState> all = new ArrayList<>();
    for (int i = 0; i < sentinelCount + stockCount; i++) {
      String runId = String.format("%08x", random.nextInt()).repeat(5);
      all.add(new PeerState(Address.ofIp("10.0.1." + (i + 1), 26379), runId));
    }
    for (int i = 0; i < sentinelCount; i++) {
      double rate = 1 + (random.nextDouble() * 2 - 1) * drift;
      sentinels.add(
          new SentinelProcess(
              "S" + i,
              all.get(i).address(),
              state(all, i),
              random.nextLong(),
              rate,
              network,
              agenda,
              checks,
              this::host));
    }
    for (int i = sentinelCount; i < all.size(); i++) {
      stocks.add(
          new StockSentinel(
              "T" + i,
              all.get(i).address(),
              state(all, i),
              random.nextLong(),
              network,
              agenda,
              checks,
              this::host));
    }
    replicate();
  }

  private DurableState state(List<PeerState> all, int me) {
    List<PeerState> peers = new ArrayList<>(all);
    PeerState myself = peers.remove(me);
    String runId = myself.runId();
    MasterState master =
        new MasterState(
            settings,
            nodes.getFirst().address,
            0,
            0,
            nodes.stream().skip(1).map(node -> node.address).toList(),
            peers);
    return new DurableState(
        runId == null ? "" : runId,
        0,
        SentinelSettings.ofPort(26379).withTimings(Timings.DEFAULTS),
        List.of(master));
  }

  private @Nullable RedisNode node(Address address) {
    return nodes.stream().filter(node -> node.address.samePlace(address)).findAny().orElse(null);
  }

  @Nullable Host host(Address address) {
    RedisNode node = node(address);
    return node != null
        ? node
        : everySentinel().stream().filter(s -> s.address.samePlace(address)).findAny().orElse(null);
  }

  private void replicate() {
    nodes.forEach(RedisNode::replicate);
    agenda.inMillis(REPLICATION_MILLIS, this::replicate);
  }

  List<Host> hosts() {
    List<Host> hosts = new ArrayList<>(nodes);
    hosts.addAll(everySentinel());
    return hosts;
  }

  /** Ours, then the stock ones. */
  List<SentinelHost> everySentinel() {
    List<SentinelHost> all = new ArrayList<>(sentinels);
    all.addAll(stocks);
    return all;
  }

  void runMillis(long millis) {
    agenda.runUntil(agenda.nowMicros() + millis * 1000);
  }

  /** The master as that sentinel sees it, null while it is dead or watches none. */
  @Nullable MasterView view(SentinelProcess sentinel) {
    Sentinel core = sentinel.core();
    return core == null ? null : core.master(MASTER, sentinel.clock());
  }

  /** Why the group is not at rest, null when it is. */
  @Nullable String unrest() {
    MasterView first = view(sentinels.getFirst());
    if (first == null) {
      return sentinels.getFirst().name + " watches nothing";
    }
    for (SentinelProcess sentinel : sentinels) {
      MasterView view = view(sentinel);
      if (view == null
          || !view.address().samePlace(first.address())
          || view.configEpoch() != first.configEpoch()) {
        return sentinel.name + " does not agree with " + sentinels.getFirst().name;
      }
      if (!view.status().equals("ok") || !view.failoverState().wireName().equals("none")) {
        return sentinel.name + " says " + view.status() + " " + view.failoverState().wireName();
      }
    }
    RedisNode master = node(first.address());
    if (master == null || !master.isAlive() || !master.isMaster()) {
      return "the master that all agree upon is " + master;
    }
    for (RedisNode node : nodes) {
      if (node != master && !node.isInSyncWith(master)) {
        return node + " while the master is " + master;
      }
    }
    return null;
  }

  /** Everything that can be seen from outside. */
  String description() {
    StringBuilder text = new StringBuilder();
    nodes.forEach(node -> text.append(node).append('\n'));
    for (SentinelProcess sentinel : sentinels) {
      MasterView view = view(sentinel);
      text.append(sentinel.name).append(' ').append(sentinel.runId(), 0, 8);
      if (view == null) {
        text.append(" watches nothing\n");
      } else {
        text.append(": master at ").append(view.address().port());
        text.append(" config epoch ").append(view.configEpoch());
        text.append(" leader epoch ").append(view.leaderEpoch());
        text.append(' ').append(view.status()).append(' ').append(view.failoverState());
        text.append(" voters ").append(view.voters()).append('\n');
      }
    }
    return text.toString();
  }
}
