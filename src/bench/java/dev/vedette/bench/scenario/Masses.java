package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.BenchException;
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

  private static final int MASTERS = 1_000;
  private static final int FAILING = 200;
  private static final int DOWN_AFTER_MILLIS = 5_000;
  private static final Duration TO_FIND = Duration.ofMinutes(5);
  private static final Duration TO_SWITCH = Duration.ofMinutes(3);
  private static final Row SWITCHED =
      new Row(
          "masses.switched",
          "200 of 1,000 masters killed at once: all switched, after down-after",
          "s",
          LESS,
          Target.atMost(2));
  private static final Row HALF =
      new Row("masses.half", "the same: half of them switched", "s", LESS, Target.NONE);
  private static final Row AGREED =
      new Row(
          "masses.agreed",
          "the same: all three sentinels say all new addresses",
          "s",
          LESS,
          Target.NONE);
  private static final Row LOST =
      new Row("masses.lost", "the same: lost elections", "", LESS, Target.NONE);

  @Override
  public String name() {
    return "masses";
  }

  @Override
  public void measure(Round round) throws IOException {
    try (Fleet fleet = Fleet.start(MASTERS, Trio.SIZE, round.folder().resolve("fleet.log"));
        Trio trio =
            Trio.start(round.kind(), round.folder(), Watched.lines(fleet, 2, DOWN_AFTER_MILLIS))) {
      trio.awaitComplete(MASTERS, 1, TO_FIND);
      Waiting.pause(Duration.ofSeconds(round.quick() ? 5 : 15));
      trio.logs().forEach(Watched::nothingWrong);
      long faultMillis = fleet.kill(FAILING) / 1_000;
      Waiting.untilTrue(
          "+switch-master of " + FAILING + " masters at all sentinels",
          TO_SWITCH,
          Duration.ofMillis(500),
          () -> trio.logs().stream().allMatch(log -> switches(log, faultMillis).size() == FAILING));
      early(trio.logs(), faultMillis);
      report(round, trio.logs(), faultMillis);
    }
  }

  private static void report(Round round, List<SentinelLog> logs, long fault) {
    Map<String, Long> first = new HashMap<>();
    long last = 0;
    for (SentinelLog log : logs) {
      for (Map.Entry<String, Long> entry : switches(log, fault).entrySet()) {
        first.merge(entry.getKey(), entry.getValue(), Math::min);
        last = Math.max(last, entry.getValue());
      }
    }
    List<Long> sorted = first.values().stream().sorted().toList();
    round.add(SWITCHED, seconds(sorted.getLast(), fault));
    round.add(HALF, seconds(sorted.get(sorted.size() / 2), fault));
    round.add(AGREED, seconds(last, fault));
    round.add(LOST, logs.stream().mapToLong(log -> log.count("-failover-abort-not-elected")).sum());
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

  private static void early(List<SentinelLog> logs, long fault) {
    Set<String> failing = new HashSet<>();
    for (int group = 0; group < FAILING; group++) {
      failing.add(Watched.name(group));
    }
    for (SentinelLog log : logs) {
      for (SentinelLog.Event event : log.since(fault)) {
        if (event.ofMaster("+sdown")
            && (event.atMillis() + 1 < fault + DOWN_AFTER_MILLIS
                || !failing.contains(event.master()))) {
          throw new BenchException("false +sdown: " + event);
        }
      }
    }
  }
}
