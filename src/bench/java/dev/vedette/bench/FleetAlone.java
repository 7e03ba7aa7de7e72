package dev.vedette.bench;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.scenario.Watched;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A fleet for a person: it tells where to find it, writes a sentinel.conf that watches all of it,
 * and stays until it is ended.
 */
final class FleetAlone {

  private static final int SENTINELS = 3;

  private FleetAlone() {}

  static void run(int masters, PrintStream out) throws IOException {
    Path folder = Path.of(System.getProperty("bench.output", "target/bench")).toAbsolutePath();
    Files.createDirectories(folder);
    Fleet fleet = Fleet.start(masters, SENTINELS, folder.resolve("fleet.log"));
    Runtime.getRuntime().addShutdownHook(new Thread(fleet::close));
    Path file = folder.resolve("fleet.conf");
    List<String> lines = new ArrayList<>(List.of("port 26500", "bind 127.0.0.1"));
    lines.addAll(Watched.lines(fleet, 1, 5_000));
    Files.write(file, lines);
    out.printf(
        "%,d masters from %s, replicas from %s, port %d%n",
        masters, fleet.address().master(0), fleet.address().replica(0), fleet.address().port());
    out.println("a sentinel.conf that watches them: " + file);
    fleet
        .controls()
        .forEach((group, port) ->
            out.printf(
                "from master %d on, tell it: redis-cli -p %d KILL|FREEZE|TRICKLE|REVIVE first count%n",
                group, port));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
