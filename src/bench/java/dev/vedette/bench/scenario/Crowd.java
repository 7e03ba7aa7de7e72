package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.ProcessFigures;
import dev.vedette.bench.process.RedisBenchmark;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.SilentClients;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Jedis;

/**
 * 1,000 masters are watched while 9,900 clients are connected and idle and 50 subscribers of
 * everything never read, and 200 masters fail so that there is something to read. (redis-sentinel
 * takes 10,000 clients in all.)
 */
public final class Crowd implements Scenario {

  private static final int MASTERS = 1_000;
  private static final int FAILING = 200;
  private static final int IDLE = 9_900;
  private static final int DEAF = 50;
  private static final Duration TO_FIND = Duration.ofMinutes(3);
  private static final String WHAT = "9,900 idle clients, 50 deaf subscribers, 1,000 masters";
  private static final Row GROWN =
      new Row("bad-crowd.grown", WHAT + ": resident, more", "MB", LESS, Target.NONE);
  private static final Row CPU =
      new Row("bad-crowd.cpu", WHAT + ": CPU, more", "% of a core", LESS, Target.atMost(5));
  private static final Row TAIL =
      new Row("bad-crowd.p99", WHAT + ": p99 of PING", "ms", LESS, Target.atMost(5));

  @Override
  public String name() {
    return "bad-crowd";
  }

  @Override
  public int rounds() {
    return 3;
  }

  @Override
  public void measure(Round round) throws IOException {
    try (Fleet fleet = Fleet.start(MASTERS, 1, round.folder().resolve("fleet.log"));
        SentinelProcess sentinel =
            SentinelProcess.start(
                round.kind(),
                round.folder().resolve("sentinel"),
                Watched.lines(fleet, 1, 5_000),
                Watched.environment(Ports.free()))) {
      sentinel.awaitPong(TO_FIND);
      try (Jedis client = sentinel.connect()) {
        Waiting.untilTrue(
            "all to be found",
            TO_FIND,
            Duration.ofMillis(250),
            () ->
                SentinelProcess.masters(client).stream()
                        .filter(line -> line.contains(",slaves=1,"))
                        .count()
                    == MASTERS);
      }
      Duration window = Duration.ofSeconds(round.quick() ? 10 : 30);
      Waiting.pause(window.dividedBy(2));
      double before = Watched.cpuPercent(sentinel, window);
      long residentBefore = ProcessFigures.residentKb(sentinel.pid());
      try (SilentClients crowd = SilentClients.connect(sentinel.port(), IDLE, DEAF)) {
        double during = Watched.cpuPercent(sentinel, window);
        Watched.nothingWrong(sentinel.log());
        fleet.kill(FAILING);
        RedisBenchmark.Outcome pings =
            new RedisBenchmark(sentinel.port(), 10).run(100_000, List.of("PING"));
        round.add(CPU, during - before);
        round.add(GROWN, (ProcessFigures.residentKb(sentinel.pid()) - residentBefore) / 1024.0);
        round.add(TAIL, pings.p99Millis());
        crowd.mustBeConnected();
      }
    }
  }
}
