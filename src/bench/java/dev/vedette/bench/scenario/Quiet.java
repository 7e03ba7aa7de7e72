package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.ProcessFigures;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.Jedis;

/** One sentinel, three masters with a replica each, nothing happens: what that costs. */
public final class Quiet implements Scenario {

  private static final int MASTERS = 3;
  private static final Duration TO_FIND = Duration.ofMinutes(1);

  private final boolean admin;
  private final Row memory;
  private final Row cpu;

  private Quiet(boolean admin, double megabytes, double percent) {
    this.admin = admin;
    String what = "3 masters, quiet, " + (admin ? "everything on" : "admin side off");
    memory =
        new Row(name() + ".resident", what + ": resident", "MB", LESS, Target.atMost(megabytes));
    cpu = new Row(name() + ".cpu", what + ": CPU", "% of a core", LESS, Target.atMost(percent));
  }

  /** With REST, metrics, journal. */
  public static Quiet everythingOn() {
    return new Quiet(true, 160, 0.8);
  }

  /** Only what redis-sentinel does, too. */
  public static Quiet adminOff() {
    return new Quiet(false, 90, 0.5);
  }

  @Override
  public String name() {
    return admin ? "quiet-full" : "quiet-lean";
  }

  @Override
  public void measure(Round round) throws IOException {
    Map<String, String> environment = new HashMap<>(Watched.environment(Ports.free()));
    environment.put("VEDETTE_ADMIN_ENABLED", Boolean.toString(admin));
    try (Fleet fleet = Fleet.start(MASTERS, 1, round.folder().resolve("fleet.log"));
        SentinelProcess sentinel =
            SentinelProcess.start(
                round.kind(),
                round.folder().resolve("sentinel"),
                Watched.lines(fleet, 1, 5_000),
                environment)) {
      sentinel.awaitPong(TO_FIND);
      try (Jedis client = sentinel.connect()) {
        Waiting.untilTrue(
            "all to be found",
            TO_FIND,
            Duration.ofMillis(100),
            () ->
                SentinelProcess.masters(client).stream()
                        .filter(line -> line.contains(",slaves=1,"))
                        .count()
                    == MASTERS);
      }
      Waiting.pause(Duration.ofSeconds(round.quick() ? 10 : 30));
      round.add(cpu, Watched.cpuPercent(sentinel, Duration.ofSeconds(round.quick() ? 15 : 60)));
      round.add(memory, ProcessFigures.residentKb(sentinel.pid()) / 1024.0);
      Watched.nothingWrong(sentinel.log());
    }
  }
}
