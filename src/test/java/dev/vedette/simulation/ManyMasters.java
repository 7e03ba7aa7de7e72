package dev.vedette.simulation;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Many masters die in the same millisecond, under sentinels of our own. {@code main} measures what
 * stands in the decision record on elections: {@code MASTERS RUNS [SENTINELS [FIRST_SEED]]}.
 */
final class ManyMasters {

  private static final long DOWN_AFTER = 5_000;
  private static final long BOUND_MILLIS = 300_000;

  /**
   * What came of it.
   *
   * @param attempts to be elected, of all sentinels for all masters
   * @param notElected how many of them failed
   * @param questions asked by all sentinels from the death on
   * @param switchMillis from the death to the first {@code +switch-master} of each master, less
   *     down-after, sorted
   */
  record Outcome(int attempts, int notElected, int questions, long[] switchMillis) {

    Outcome and(Outcome other) {
      long[] all = Arrays.copyOf(switchMillis, switchMillis.length + other.switchMillis.length);
      System.arraycopy(other.switchMillis, 0, all, switchMillis.length, other.switchMillis.length);
      Arrays.sort(all);
      return new Outcome(
          attempts + other.attempts,
          notElected + other.notElected,
          questions + other.questions,
          all);
    }

    @Override
    public String toString() {
      int n = switchMillis.length;
      return "attempts/master=%.3f not elected=%d questions/master=%.1f switched: median=%d p90=%d p99=%d max=%d"
          .formatted(
              1.0 * attempts / n,
              notElected,
              1.0 * questions / n,
              switchMillis[n / 2],
              switchMillis[n * 9 / 10],
              switchMillis[n * 99 / 100],
              switchMillis[n - 1]);
    }
  }

  private final Agenda agenda = new Agenda();
  private final Checks checks = new Checks(agenda);
  private final Random random;
  private final Network network;
  private final Map<String, RedisNode> nodes = new HashMap<>();
  private final List<List<RedisNode>> groups = new ArrayList<>();
  private final List<SentinelProcess> sentinels = new ArrayList<>();
  private final Map<String, Long> switchedAt = new HashMap<>();
  private int attempts;
  private int notElected;

  private ManyMasters(long seed, int masters, int sentinelCount) {
    random = new Random(seed);
    network = new Network(agenda, random);
    for (int m = 0; m < masters; m++) {
      groups.add(group(m));
    }
    List<PeerState> all = new ArrayList<>();
    for (int i = 0; i < sentinelCount; i++) {
      String runId = String.format("%08x", random.nextInt()).repeat(5);
      all.add(new PeerState(Address.ofIp("10.9.0." + (i + 1), 26379), runId));
    }
    for (int i = 0; i < sentinelCount; i++) {
      double rate = 1 + (random.nextDouble() * 2 - 1) * 0.0001;
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
    checks.listener((process, event) -> {
      attempts += event.type() == EventType.TRY_FAILOVER ? 1 : 0;
      notElected += event.type() == EventType.FAILOVER_ABORT_NOT_ELECTED ? 1 : 0;
      String master = event.master();
      if (event.type() == EventType.SWITCH_MASTER && master != null) {
        switchedAt.putIfAbsent(master, agenda.now());
      }
    });
    replicate();
  }

  private List<RedisNode> group(int m) {
    List<RedisNode> group = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      Address place = Address.ofIp("10." + (1 + n) + "." + m / 250 + "." + (m % 250 + 1), 6379);
      RedisNode node = new RedisNode("R" + n, place, 100, network, agenda, this::node);
      nodes.put(place.ip(), node);
      group.add(node);
    }
    for (RedisNode node : group) {
      node.others = group;
      node.follow(node == group.getFirst() ? null : group.getFirst().address);
      node.saveConfiguration();
    }
    return group;
  }

  private DurableState state(List<PeerState> all, int me) {
    List<PeerState> peers = new ArrayList<>(all);
    String runId = peers.remove(me).runId();
    List<MasterState> states = new ArrayList<>();
    for (int m = 0; m < groups.size(); m++) {
      MasterSettings settings =
          MasterSettings.of("m" + m, all.size() / 2 + 1, Timings.DEFAULTS)
              .withDownAfterMillis(DOWN_AFTER)
              .withFailoverTimeoutMillis(60_000);
      List<RedisNode> group = groups.get(m);
      states.add(
          new MasterState(
              settings, group.get(0).address, 0, 0, List.of(group.get(1).address), peers));
    }
    return new DurableState(
        runId == null ? "" : runId,
        0,
        SentinelSettings.ofPort(26379).withTimings(Timings.DEFAULTS),
        states);
  }

  private @Nullable RedisNode node(Address address) {
    return nodes.get(address.ip());
  }

  private @Nullable Host host(Address address) {
    RedisNode node = node(address);
    return node != null
        ? node
        : sentinels.stream().filter(s -> s.address.samePlace(address)).findAny().orElse(null);
  }

  private void replicate() {
    nodes.values().forEach(RedisNode::replicate);
    agenda.inMillis(100, this::replicate);
  }

  private void run(long millis) {
    agenda.runUntil(agenda.nowMicros() + millis * 1000);
  }

  private Outcome die() {
    for (SentinelProcess sentinel : sentinels) {
      agenda.inMillis(random.nextInt(2_000), sentinel::start);
    }
    run(12_000 + random.nextInt(1_000));
    int asked = checks.questions();
    long death = agenda.now();
    groups.forEach(group -> group.getFirst().kill());
    while (switchedAt.size() < groups.size() && agenda.now() - death < BOUND_MILLIS) {
      run(10);
    }
    int questions = checks.questions() - asked;
    run(3_000);
    long[] millis = new long[groups.size()];
    for (int m = 0; m < millis.length; m++) {
      Long at = switchedAt.get("m" + m);
      millis[m] = at == null ? BOUND_MILLIS : at - death - DOWN_AFTER;
    }
    Arrays.sort(millis);
    return new Outcome(attempts, notElected, questions, millis);
  }

  /** Lets all masters die at once, {@code runs} times. */
  static Outcome measure(int masters, int sentinels, int runs, long firstSeed) {
    Outcome all = new Outcome(0, 0, 0, new long[0]);
    for (int run = 0; run < runs; run++) {
      all = all.and(new ManyMasters(firstSeed + run, masters, sentinels).die());
    }
    return all;
  }

  public static void main(String[] args) {
    int masters = Integer.parseInt(args[0]);
    int sentinels = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    long firstSeed = args.length > 3 ? Long.parseLong(args[3]) : 1;
    System.out.println(
        masters + " masters: " + measure(masters, sentinels, Integer.parseInt(args[1]), firstSeed));
  }
}
