package dev.vedette.bench.scenario;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.BenchException;
import dev.vedette.bench.process.ProcessFigures;
import dev.vedette.bench.process.SentinelLog;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What scenarios with a fleet share. */
public final class Watched {

  private Watched() {}

  /** The name of the master of the group. */
  static String name(int group) {
    return String.format("m%05d", group);
  }

  /** The lines of sentinel.conf that watch all of the fleet. */
  public static List<String> lines(Fleet fleet, int quorum, int downAfterMillis) {
    List<String> lines = new ArrayList<>();
    for (int group = 0; group < fleet.groups(); group++) {
      lines.add(
          "sentinel monitor %s %s %d %d"
              .formatted(
                  name(group), fleet.address().master(group), fleet.address().port(), quorum));
      lines.add("sentinel down-after-milliseconds %s %d".formatted(name(group), downAfterMillis));
    }
    return lines;
  }

  /** Everything on, unless the person who measures says otherwise; REST on a port of its own. */
  static Map<String, String> environment(int restPort) {
    return Map.of(
        "VEDETTE_ADMIN_ENABLED",
        System.getenv().getOrDefault("VEDETTE_ADMIN_ENABLED", "true"),
        "SERVER_PORT",
        Integer.toString(restPort));
  }

  /** The CPU the process uses in the window, in percent of a core. */
  static double cpuPercent(SentinelProcess sentinel, Duration window) {
    long begin = System.nanoTime();
    long before = ProcessFigures.cpuNanos(sentinel.pid());
    Waiting.pause(window);
    long used = ProcessFigures.cpuNanos(sentinel.pid()) - before;
    return used * 100.0 / (System.nanoTime() - begin);
  }

  /** Fails the round when anything was called down, or time was found to jump. */
  static void nothingWrong(SentinelLog log) {
    nothingWrongSince(0, log);
  }

  /** The same from a millisecond since 1970 on. */
  static void nothingWrongSince(long millis, SentinelLog log) {
    List<SentinelLog.Event> events = log.since(millis);
    long tilts = events.stream().filter(event -> event.name().equals("+tilt")).count();
    long down = events.stream().filter(event -> event.name().equals("+sdown")).count();
    if (tilts + down > 0) {
      throw new BenchException("%d times TILT, %d false +sdown".formatted(tilts, down));
    }
  }
}
