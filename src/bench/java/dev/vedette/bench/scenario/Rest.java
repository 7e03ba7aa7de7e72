package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;
import static dev.vedette.bench.report.Row.Better.MORE;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.HttpLoad;
import dev.vedette.bench.process.Kind;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What the REST API answers to 8 clients that ask for the address of a master. */
public final class Rest implements Scenario {

  private static final int CLIENTS = 8;
  private static final int WARM_UP = 10_000;
  private static final int REQUESTS = 30_000;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String WHAT = "GET /masters/{name}/address by " + CLIENTS + " clients";
  private static final Row RATE = new Row("rest.rate", WHAT, "/s", MORE, Target.atLeast(3_000));
  private static final Row TAIL =
      new Row("rest.p99", WHAT + ": p99", "ms", LESS, Target.atMost(10));

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public List<Kind> kinds() {
    return List.of(Kind.VEDETTE);
  }

  @Override
  public void measure(Round round) throws IOException {
    int port = Ports.free();
    try (Fleet fleet = Fleet.start(3, 1, round.folder().resolve("fleet.log"));
        SentinelProcess sentinel =
            SentinelProcess.start(
                round.kind(),
                round.folder().resolve("sentinel"),
                Watched.lines(fleet, 1, 5_000),
                Watched.environment(port))) {
      sentinel.awaitPong(LIMIT);
      Waiting.untilTrue(
          "an answer over REST", LIMIT, Duration.ofMillis(100), () -> Start.answers(port));
      HttpLoad load =
          new HttpLoad(port, "/api/v1/masters/" + Watched.name(0) + "/address", CLIENTS);
      load.run(WARM_UP);
      HttpLoad.Outcome outcome = load.run(round.quick() ? REQUESTS / 3 : REQUESTS);
      round.add(RATE, outcome.perSecond());
      round.add(TAIL, outcome.p99Millis());
      Watched.nothingWrong(sentinel.log());
    }
  }
}
