package dev.vedette.simulation;

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
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Masters, their replicas, the sentinels that watch them, and clients that write. */
final class Cluster {

  /** The first master; most worlds have no other. */
  static final String MASTER = "mymaster";

  private static final long REPLICATION_MILLIS = 100;
  private static final int SENTINEL_PORT = 26379;

  final World world;
  final Agenda agenda = new Agenda();
  final Network network;
  final Directory directory;
  final List<Group> groups = new ArrayList<>();

  /** Groups of others, which are watched by nobody here. */
  final List<Group> strangers = new ArrayList<>();

  final List<RedisNode> nodes = new ArrayList<>();
  final List<SentinelProcess> sentinels = new ArrayList<>();
  final List<StockSentinel> stocks = new ArrayList<>();
  final List<Client> clients = new ArrayList<>();
  final Reach reach;
  final Checks checks;

  /** What the sentinels were told about the first master. */
  final MasterSettings settings;

  private long nextId = 1;
  private boolean calm;

  /** A world at its beginning: its groups know themselves already. */
  Cluster(World world) {
    this.world = world;
    settings = world.groups().getFirst().settings();
    reach = new Reach(this);
    network = new Network(agenda, world.seed().of("network"), reach::changed);
    directory = new Directory(reach::changed);
    checks = new Checks(this);
    for (World.GroupPlan plan : world.groups()) {
      addGroup(plan);
    }
    addSentinels();
    addClients();
    reach.update();
    tick();
  }

  /**
   * One master that nothing is left to chance in but the network, and sentinels of our own.
   *
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
   * One master that nothing is left to chance in but the network.
   *
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
    this(World.calm(random.nextLong(), sentinelCount, stockCount, priorities, settings, drift));
  }

  private void addGroup(World.GroupPlan plan) {
    int number = groups.size();
    Group group =
        new Group(
            plan.settings(),
            plan.transferMillis(),
            plan.replicationTimeoutMillis(),
            world.names(),
            agenda);
    groups.add(group);
    for (int i = 0; i < plan.priorities().size(); i++) {
      String name = (number == 0 ? "R" : "T" + number + "-") + i;
      String ip = "10.0." + number + "." + (i + 1);
      String host = world.names() ? name.toLowerCase(Locale.ROOT) + ".example" : ip;
      directory.name(host, ip);
      Address address = new Address(host, ip, 6379 + i);
      RedisNode node = new RedisNode(name, address, plan.priorities().get(i), group, this);
      directory.put(node);
      group.nodes.add(node);
      nodes.add(node);
    }
    RedisNode master = group.nodes.getFirst();
    for (RedisNode node : group.nodes) {
      if (node != master) {
        node.data().replaceBy(master.data());
        node.follow(master.address);
      }
      node.saveConfiguration();
    }
  }

  private void addSentinels() {
    Random random = world.seed().of("identities");
    List<PeerState> all = new ArrayList<>();
    for (int i = 0; i < world.sentinels() + world.stocks(); i++) {
      String runId = String.format(Locale.ROOT, "%08x", random.nextInt()).repeat(5);
      all.add(new PeerState(Address.ofIp("10.1.0." + (i + 1), SENTINEL_PORT), runId));
    }
    for (int i = 0; i < all.size(); i++) {
      PeerState me = all.get(i);
      double rate = 1 + (random.nextDouble() * 2 - 1) * world.drift();
      DurableState state = state(all, i);
      if (i < world.sentinels()) {
        SentinelProcess process =
            new SentinelProcess("S" + i, me.address(), state, random.nextLong(), rate, this);
        directory.put(process);
        sentinels.add(process);
      } else {
        addStock("O" + i, me.address(), state, random.nextLong());
      }
    }
  }

  private void addStock(String name, Address address, DurableState state, long seed) {
    StockSentinel stock =
        new StockSentinel(name, address, state, seed, network, agenda, checks, directory::host);
    directory.put(stock);
    stocks.add(stock);
  }

  private DurableState state(List<PeerState> all, int me) {
    List<PeerState> peers = new ArrayList<>(all);
    PeerState myself = peers.remove(me);
    String runId = myself.runId();
    List<MasterState> masters = new ArrayList<>();
    for (Group group : groups) {
      List<Address> replicas = group.nodes.stream().skip(1).map(node -> node.address).toList();
      masters.add(
          new MasterState(group.settings, group.nodes.getFirst().address, 0, 0, replicas, peers));
    }
    SentinelSettings settings =
        SentinelSettings.ofPort(SENTINEL_PORT)
            .withTimings(Timings.DEFAULTS)
            .withResolveHostnames(world.names())
            .withAnnounceHostnames(world.names());
    return new DurableState(runId == null ? "" : runId, 0, settings, masters);
  }

  private void addClients() {
    for (Group group : groups) {
      for (int i = 0; i < world.clients(); i++) {
        Client client = new Client("C" + clients.size(), group, this);
        clients.add(client);
        client.begin();
      }
    }
  }

  private void tick() {
    groups.forEach(Group::tick);
    strangers.forEach(Group::tick);
    agenda.inMillis(REPLICATION_MILLIS, this::tick);
  }

  /** A number that nothing else has: for writes, histories and the like. */
  long nextId() {
    return nextId++;
  }

  /** Whether nothing goes wrong now, and everything is at rest. */
  boolean isCalm() {
    return calm;
  }

  void calm(boolean nowCalm) {
    calm = nowCalm;
  }

  List<Host> hosts() {
    List<Host> hosts = new ArrayList<>(nodes);
    hosts.addAll(everySentinel());
    hosts.addAll(clients);
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

  /** The first master as that sentinel sees it, null while it is dead or watches none. */
  @Nullable MasterView view(SentinelProcess sentinel) {
    return sentinel.view(MASTER);
  }

  /** Why the groups are not at rest, null when they are. */
  @Nullable String unrest() {
    return new Rest(this).why();
  }

  /** Everything that can be seen from outside. */
  String description() {
    StringBuilder text = new StringBuilder();
    nodes.forEach(node -> text.append(node).append('\n'));
    for (SentinelProcess sentinel : sentinels) {
      for (Group group : groups) {
        text.append(sentinel.describe(group.name())).append('\n');
      }
    }
    return text.toString();
  }
}
