package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;

import dev.vedette.bench.process.BenchException;
import dev.vedette.bench.process.Burners;
import dev.vedette.bench.process.RedisServer;
import dev.vedette.bench.process.SentinelLog;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A real master with two real replicas, and three sentinels: kill -9 and SIGSTOP in turns. A round
 * starts everything anew; its first failover is the first that these sentinels ever do. All times
 * are those of the logs of the processes themselves, so it does not matter how soon the benchmark
 * looks.
 */
public final class Failover implements Scenario {

  private static final Duration TO_SETTLE = Duration.ofMinutes(2);
  private static final Duration TO_SWITCH = Duration.ofMinutes(2);
  private static final int DOWN_AFTER_MILLIS = 1_000;
  private static final int FAULTS = 6;
  private static final int BURNERS = 4;
  private static final List<String> LINES =
      List.of(
          "sentinel down-after-milliseconds m " + DOWN_AFTER_MILLIS,
          "sentinel failover-timeout m 10000",
          "sentinel parallel-syncs m 5");

  private final String name;
  private final int burners;
  private final Row down;
  private final Row switched;
  private final Row first;
  private final Row whole;
  private final Row agreed;
  private final Row moved;
  private final Row lost;
  private final Random random = new Random();

  private Failover(String name, int burners, Target toSwitch, Target lostElections) {
    this.name = name;
    this.burners = burners;
    String what = burners == 0 ? "failover" : "failover beside " + burners + " CPU burners";
    Target soon = burners == 0 ? Target.atMost(100) : Target.NONE;
    down = row("down", what + ": fault to first +sdown", "ms", Target.NONE);
    switched = row("switch", what + ": first +sdown to +switch-master", "ms", toSwitch);
    first = row("first", what + ": the same, the first after the start", "ms", Target.NONE);
    whole = row("whole", what + ": fault to +switch-master", "ms", Target.NONE);
    agreed = row("agreed", what + ": until all sentinels say the new address", "ms more", soon);
    moved = row("moved", what + ": until all replicas were told", "ms more", soon);
    lost = row("lost", what + ": lost elections in a round", "of " + FAULTS, lostElections);
  }

  /** On an otherwise idle machine. */
  public static Failover calm() {
    return new Failover("failover", 0, Target.atMost(60, 150), Target.NONE);
  }

  /** Beside processes that burn CPU. */
  public static Failover busy() {
    return new Failover("busy-failover", BURNERS, Target.atMost(500), Target.atMost(0, 0));
  }

  private Row row(String key, String title, String unit, Target target) {
    return new Row(name + "." + key, title, unit, LESS, target);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void measure(Round round) throws IOException {
    List<RedisServer> nodes = new ArrayList<>();
    try {
      nodes.add(RedisServer.start(round.folder().resolve("node-0"), 0));
      for (int i = 1; i <= 2; i++) {
        nodes.add(RedisServer.start(round.folder().resolve("node-" + i), nodes.getFirst().port()));
      }
      measure(round, nodes);
    } finally {
      nodes.forEach(RedisServer::close);
    }
  }

  private void measure(Round round, List<RedisServer> nodes) throws IOException {
    List<String> lines = new ArrayList<>(LINES);
    lines.addFirst("sentinel monitor m 127.0.0.1 " + nodes.getFirst().port() + " 2");
    try (Trio trio = Trio.start(round.kind(), round.folder(), lines);
        Burners beside = Burners.start(burners)) {
      RedisServer master = nodes.getFirst();
      int faults = round.quick() ? 2 : FAULTS;
      for (int number = 0; number < faults; number++) {
        master = fail(round, trio, nodes, master, number);
      }
      long elections =
          trio.logs().stream().mapToLong(log -> log.count("-failover-abort-not-elected")).sum();
      round.add(lost, elections);
    }
  }

  /** One failover; returns the new master. */
  private RedisServer fail(
      Round round, Trio trio, List<RedisServer> nodes, RedisServer master, int number) {
    settle(trio, nodes, master);
    // The fault meets every phase between two PINGs.
    Waiting.pause(Duration.ofMillis(1_000 + random.nextInt(1_000)));
    long faultMicros = number % 2 == 0 ? master.kill() : master.freeze();
    long faultMillis = faultMicros / 1_000;
    Story story =
        Waiting.until(
            "+switch-master of all sentinels",
            TO_SWITCH,
            Duration.ofMillis(100),
            () -> Story.read(trio.logs(), faultMillis));
    if (story.downMillis() + 1 <= faultMicros / 1e3 + DOWN_AFTER_MILLIS) {
      throw new BenchException(
          "+sdown %d ms after the fault, before down-after"
              .formatted(story.downMillis() - faultMillis));
    }
    RedisServer promoted =
        nodes.stream().filter(node -> node.port() == story.port()).findFirst().orElseThrow();
    long told = awaitTold(nodes, master, promoted, faultMillis);
    round.add(down, story.downMillis() - faultMicros / 1e3);
    round.add(switched, story.switchedMillis() - story.downMillis());
    if (number == 0) {
      round.add(first, story.switchedMillis() - story.downMillis());
    }
    round.add(whole, story.switchedMillis() - faultMicros / 1e3);
    round.add(agreed, story.agreedMillis() - story.switchedMillis());
    round.add(moved, Math.max(0, told - story.switchedMillis()));
    master.revive();
    return promoted;
  }

  /** When the last living replica was told where its master is, by its own log. */
  private static long awaitTold(
      List<RedisServer> nodes, RedisServer dead, RedisServer promoted, long since) {
    long last = 0;
    for (RedisServer node : nodes) {
      if (node != dead && node != promoted) {
        long at =
            Waiting.until(
                "a replica to be told",
                TO_SWITCH,
                Duration.ofMillis(100),
                () -> {
                  var told = node.toldAt(promoted.port(), since);
                  return told.isPresent() ? (Long) told.getAsLong() : null;
                });
        last = Math.max(last, at);
      }
    }
    return last;
  }

  private static void settle(Trio trio, List<RedisServer> nodes, RedisServer master) {
    Waiting.untilTrue(
        "the replicas to have their data",
        TO_SETTLE,
        Duration.ofMillis(200),
        () -> nodes.stream().allMatch(node -> node == master || node.replicates(master.port())));
    trio.awaitComplete(1, nodes.size() - 1, TO_SETTLE);
  }

  /** What the logs of all sentinels tell of one failover; times in milliseconds since 1970. */
  private record Story(long downMillis, long switchedMillis, long agreedMillis, int port) {

    /** Null as long as one of them has not switched. */
    static @Nullable Story read(List<SentinelLog> logs, long since) {
      long down = Long.MAX_VALUE;
      long switched = Long.MAX_VALUE;
      long agreed = 0;
      int port = 0;
      for (SentinelLog log : logs) {
        boolean here = false;
        for (SentinelLog.Event event : log.since(since)) {
          if (event.ofMaster("+sdown")) {
            down = Math.min(down, event.atMillis());
          } else if (!here && event.name().equals("+switch-master")) {
            here = true;
            switched = Math.min(switched, event.atMillis());
            agreed = Math.max(agreed, event.atMillis());
            port = Integer.parseInt(event.text().split(" ")[4]);
          }
        }
        if (!here) {
          return null;
        }
      }
      return new Story(down, switched, agreed, port);
    }
  }
}
