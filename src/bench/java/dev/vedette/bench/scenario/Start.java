package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;

import dev.vedette.bench.process.Kind;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * From the start of the process to the first PONG, and to the first answer of the REST API; with
 * the prepared cache.
 */
public final class Start implements Scenario {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Row PONG =
      new Row("start.pong", "start to first PONG", "s", LESS, Target.atMost(0.8));
  private static final Row REST =
      new Row("start.rest", "start to first answer over REST", "s", LESS, Target.atMost(4));

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void measure(Round round) throws IOException {
    int rest = Ports.free();
    try (SentinelProcess sentinel =
        SentinelProcess.start(
            round.kind(),
            round.folder().resolve("sentinel"),
            List.of("sentinel monitor m 127.0.0.1 1 1"),
            Watched.environment(rest))) {
      round.add(PONG, sentinel.awaitPong(LIMIT) / 1e3);
      if (round.kind() == Kind.VEDETTE) {
        Waiting.untilTrue("an answer over REST", LIMIT, Duration.ofMillis(20), () -> answers(rest));
        round.add(REST, (System.nanoTime() - sentinel.startedNanos()) / 1e9);
      }
    }
  }

  /** Whether the REST API answers; never throws. */
  static boolean answers(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/api/v1/masters").toURL().openConnection();
      connection.setReadTimeout(5_000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
