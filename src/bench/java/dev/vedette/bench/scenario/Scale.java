package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.BenchException;
import dev.vedette.bench.process.Limits;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.ProcessFigures;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Jedis;

/**
 * One sentinel and many masters with one replica each: how soon all are found, and what watching
 * them costs in a quiet window. TILT or anything called down fails the round.
 */
public final class Scale implements Scenario {

  private static final Duration TO_FIND = Duration.ofMinutes(5);
  private static final Duration SETTLE = Duration.ofSeconds(15);
  private static final Duration WINDOW = Duration.ofSeconds(30);

  private final int masters;
  private final int possible;
  private final Row found;
  private final Row pong;
  private final Row memory;
  private final Row cpu;
  private final Row fleetCpu;

  /**
   * With that many masters, or as many as the limit on file descriptors allows.
   *
   * @param seconds within which all shall be found
   * @param megabytes at most
   * @param cpu target of the CPU
   */
  public Scale(int masters, Target seconds, Target megabytes, Target cpu) {
    this.masters = masters;
    this.possible = Math.min(masters, Limits.mostMasters());
    String what =
        String.format("%,d masters", masters)
            + (possible < masters ? String.format(" (%,d: limit on descriptors)", possible) : "");
    this.found = new Row(key("found"), what + ": all found after", "s", LESS, seconds);
    this.pong = new Row(key("pong"), what + ": first PONG", "s", LESS, Target.NONE);
    this.memory = new Row(key("resident"), what + ": resident", "MB", LESS, megabytes);
    this.cpu = new Row(key("cpu"), what + ": CPU, quiet", "% of a core", LESS, cpu);
    this.fleetCpu =
        new Row(key("fleet"), what + ": CPU of the fleet", "% of a core", LESS, Target.NONE);
  }

  private String key(String what) {
    return name() + "." + what;
  }

  @Override
  public String name() {
    return "scale-" + masters;
  }

  @Override
  public void measure(Round round) throws IOException {
    try (Fleet fleet = Fleet.start(possible, 1, round.folder().resolve("fleet.log"));
        SentinelProcess sentinel =
            SentinelProcess.start(
                round.kind(),
                round.folder().resolve("sentinel"),
                Watched.lines(fleet, 1, 5_000),
                Watched.environment(Ports.free()))) {
      double firstPong = sentinel.awaitPong(TO_FIND) / 1e3;
      double foundAfter = awaitAll(fleet, sentinel);
      Waiting.pause(round.quick() ? SETTLE.dividedBy(3) : SETTLE);
      Duration window = round.quick() ? WINDOW.dividedBy(3) : WINDOW;
      long fleetBefore = fleet.cpuNanos();
      double used = Watched.cpuPercent(sentinel, window);
      double fleetUsed = (fleet.cpuNanos() - fleetBefore) * 100.0 / window.toNanos();
      long resident = ProcessFigures.residentKb(sentinel.pid());
      round.add(pong, firstPong);
      round.add(found, foundAfter);
      round.add(memory, resident / 1024.0);
      round.add(cpu, used);
      round.add(fleetCpu, fleetUsed);
      Watched.nothingWrong(sentinel.log());
    }
  }

  /**
   * The nodes know first that they were asked; the sentinel is asked as late as possible, since
   * that costs it something.
   */
  private double awaitAll(Fleet fleet, SentinelProcess sentinel) {
    Duration often = Duration.ofMillis(50);
    Waiting.untilTrue("an INFO at each node", TO_FIND, often, () -> asked(fleet, sentinel));
    try (Jedis client = sentinel.connect()) {
      Waiting.untilTrue(
          "one replica of each master",
          TO_FIND,
          Duration.ofMillis(100),
          () -> complete(SentinelProcess.masters(client)));
    }
    return (System.nanoTime() - sentinel.startedNanos()) / 1e9;
  }

  private boolean asked(Fleet fleet, SentinelProcess sentinel) {
    if (!sentinel.alive()) {
      throw new BenchException("it ended: " + sentinel.log().end());
    }
    return fleet.asked() >= 2L * possible;
  }

  private boolean complete(List<String> lines) {
    return lines.size() == possible && lines.stream().allMatch(line -> line.contains(",slaves=1,"));
  }
}
