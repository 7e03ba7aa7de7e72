package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.BenchException;
import dev.vedette.bench.process.Kind;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * 1,000 masters and a limit of 1,024 descriptors: that is said with what is needed, and no loop
 * turns for nothing.
 */
public final class Descriptors implements Scenario {

  private static final int MASTERS = 1_000;
  private static final Row CPU =
      new Row(
          "bad-descriptors.cpu",
          "1,000 masters and 1,024 descriptors: CPU",
          "% of a core",
          LESS,
          Target.atMost(20));

  @Override
  public String name() {
    return "bad-descriptors";
  }

  @Override
  public int rounds() {
    return 3;
  }

  @Override
  public List<Kind> kinds() {
    return List.of(Kind.VEDETTE);
  }

  @Override
  public void measure(Round round) throws IOException {
    try (Fleet fleet = Fleet.start(MASTERS, 1, round.folder().resolve("fleet.log"));
        SentinelProcess sentinel =
            SentinelProcess.start(
                round.kind(),
                round.folder().resolve("sentinel"),
                Watched.lines(fleet, 1, 5_000),
                Watched.environment(Ports.free()),
                List.of("/bin/sh", "-c", "ulimit -n 1024; exec \"$0\" \"$@\""))) {
      sentinel.awaitPong(Duration.ofMinutes(1));
      Waiting.pause(Duration.ofSeconds(round.quick() ? 15 : 45));
      round.add(CPU, Watched.cpuPercent(sentinel, Duration.ofSeconds(round.quick() ? 10 : 30)));
      if (!sentinel.log().mentions("descriptor", "open files", "ulimit")) {
        throw new BenchException("the limit on file descriptors is not said");
      }
    }
  }
}
