package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;
import static dev.vedette.bench.report.Row.Better.MORE;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.RedisBenchmark;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Jedis;

/** What the Sentinel port answers to 50 clients without pipeline, by redis-benchmark. */
public final class Port implements Scenario {

  private static final int CLIENTS = 50;
  private static final int WARM_UP = 30_000;
  private static final int REQUESTS = 100_000;
  private static final Duration TO_FIND = Duration.ofMinutes(3);

  private final int masters;
  private final Row pings;
  private final Row pingTail;
  private final Row addresses;
  private final Row addressTail;

  /**
   * With that many masters watched meanwhile.
   *
   * @param rate what the requests a second shall reach
   * @param tail what the 99th percentile shall reach
   */
  public Port(int masters, Target rate, Target tail) {
    this.masters = masters;
    String what = String.format(" by %d clients, %,d masters watched", CLIENTS, masters);
    pings = new Row(name() + ".ping", "PING" + what, "/s", MORE, rate);
    pingTail = new Row(name() + ".ping-p99", "PING" + what + ": p99", "ms", LESS, tail);
    addresses = new Row(name() + ".address", "GET-MASTER-ADDR-BY-NAME" + what, "/s", MORE, rate);
    addressTail =
        new Row(
            name() + ".address-p99", "GET-MASTER-ADDR-BY-NAME" + what + ": p99", "ms", LESS, tail);
  }

  @Override
  public String name() {
    return "port-" + masters;
  }

  @Override
  public void measure(Round round) throws IOException {
    try (Fleet fleet = Fleet.start(masters, 1, round.folder().resolve("fleet.log"));
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
                    == masters);
      }
      RedisBenchmark benchmark = new RedisBenchmark(sentinel.port(), CLIENTS);
      List<String> ping = List.of("PING");
      List<String> address = List.of("SENTINEL", "GET-MASTER-ADDR-BY-NAME", Watched.name(0));
      int requests = round.quick() ? REQUESTS / 4 : REQUESTS;
      benchmark.run(WARM_UP, ping);
      RedisBenchmark.Outcome pinged = benchmark.run(requests, ping);
      benchmark.run(WARM_UP, address);
      RedisBenchmark.Outcome asked = benchmark.run(requests, address);
      round.add(pings, pinged.perSecond());
      round.add(pingTail, pinged.p99Millis());
      round.add(addresses, asked.perSecond());
      round.add(addressTail, asked.p99Millis());
      Watched.nothingWrong(sentinel.log());
    }
  }
}
