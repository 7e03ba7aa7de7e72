package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.BenchException;
import dev.vedette.bench.process.Clock;
import dev.vedette.bench.process.SentinelLog;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Three sentinels watch 1,000 masters with a replica each, and 200 of them are gone in the same
 * instant.
 */
public final class Masses implements Scenario {

  private static final int DOWN_AFTER_MILLIS = 5_000;
  private static final Duration TO_FIND = Duration.ofMinutes(10);
  private static final Duration TO_SWITCH = Duration.ofMinutes(3);

  private final int masters;
  private final int failing;
  private final Row switched;
  private final Row half;
  private final Row agreed;
  private final Row lost;

  /**
   * With that many.
   *
   * @param failing how many of them, at most all
   */
  public Masses(int masters, int failing) {
    this.masters = masters;
    this.failing = failing;
    String what = String.format("%,d of %,d masters killed at once: ", failing, masters);
    switched = row("switched", what + "all switched, after down-after", "s", Target.atMost(2));
    half = row("half", what + "half of them switched", "s", Target.NONE);
    agreed = row("agreed", what + "all three sentinels say all new addresses", "s", Target.NONE);
    lost = row("lost", what + "lost elections", "in all", Target.NONE);
  }

  private Row row(String key, String title, String unit, Target target) {
    return new Row(name() + "." + key, title, unit, LESS, target);
  }

  @Override
  public String name() {
    return "masses-" + masters;
  }

  @Override
  public void measure(Round round) throws IOException {
    try (Fleet fleet = Fleet.start(masters, Trio.SIZE, round.folder().resolve("fleet.log"));
        Trio trio =
            Trio.start(round.kind(), round.folder(), Watched.lines(fleet, 2, DOWN_AFTER_MILLIS))) {
      trio.awaitComplete(masters, 1, TO_FIND);
      // What three sentinels that start at once on few cores do to each other is another matter.
      Waiting.pause(Duration.ofSeconds(round.quick() ? 5 : 15));
      long calm = Clock.micros() / 1_000;
      Waiting.pause(Duration.ofSeconds(round.quick() ? 5 : 15));
      trio.logs().forEach(log -> Watched.nothingWrongSince(calm, log));
      long faultMillis = fleet.kill(failing) / 1_000;
      Waiting.untilTrue(
          "+switch-master of " + failing + " masters at all sentinels",
          TO_SWITCH,
          Duration.ofMillis(500),
          () -> trio.logs().stream().allMatch(log -> switches(log, faultMillis).size() == failing));
      early(trio.logs(), faultMillis);
      report(round, trio.logs(), faultMillis);
    }
  }

  private void report(Round round, List<SentinelLog> logs, long fault) {
    Map<String, Long> first = new HashMap<>();
    long last = 0;
    for (SentinelLog log : logs) {
      for (Map.Entry<String, Long> entry : switches(log, fault).entrySet()) {
        first.merge(entry.getKey(), entry.getValue(), Math::min);
        last = Math.max(last, entry.getValue());
      }
    }
    List<Long> sorted = first.values().stream().sorted().toList();
    round.add(switched, seconds(sorted.getLast(), fault));
    round.add(half, seconds(sorted.get(sorted.size() / 2), fault));
    round.add(agreed, seconds(last, fault));
    round.add(lost, logs.stream().mapToLong(log -> log.count("-failover-abort-not-elected")).sum());
  }

  private static double seconds(long at, long fault) {
    return (at - fault - DOWN_AFTER_MILLIS) / 1e3;
  }

  /** When each master was first switched. */
  private static Map<String, Long> switches(SentinelLog log, long fault) {
    Map<String, Long> first = new HashMap<>();
    for (SentinelLog.Event event : log.since(fault)) {
      if (event.name().equals("+switch-master")) {
        first.putIfAbsent(event.master(), event.atMillis());
      }
    }
    return first;
  }

  private void early(List<SentinelLog> logs, long fault) {
    Set<String> chosen = new HashSet<>();
    for (int group = 0; group < failing; group++) {
      chosen.add(Watched.name(group));
    }
    for (SentinelLog log : logs) {
      for (SentinelLog.Event event : log.since(fault)) {
        if (event.ofMaster("+sdown")
            && (event.atMillis() + 1 < fault + DOWN_AFTER_MILLIS
                || !chosen.contains(event.master()))) {
          throw new BenchException("false +sdown: " + event);
        }
      }
    }
  }
}
