package dev.vedette.bench;

import dev.vedette.bench.report.Target;
import dev.vedette.bench.scenario.Crowd;
import dev.vedette.bench.scenario.Descriptors;
import dev.vedette.bench.scenario.Failover;
import dev.vedette.bench.scenario.Masses;
import dev.vedette.bench.scenario.Port;
import dev.vedette.bench.scenario.Quiet;
import dev.vedette.bench.scenario.Rest;
import dev.vedette.bench.scenario.Scale;
import dev.vedette.bench.scenario.Scenario;
import dev.vedette.bench.scenario.Start;
import dev.vedette.bench.scenario.Unanswered;
import java.util.ArrayList;
import java.util.List;

/** All there are, with what shall be reached. */
final class Scenarios {

  private Scenarios() {}

  static List<Scenario> all() {
    return List.of(
        Quiet.everythingOn(),
        Quiet.adminOff(),
        new Scale(1_000, Target.atMost(4), Target.atMost(200), Target.ratioAtMost(1.5)),
        new Scale(3_000, Target.atMost(10), Target.atMost(400), Target.NONE),
        new Scale(5_000, Target.atMost(20), Target.atMost(600), Target.NONE),
        Failover.calm(),
        Failover.busy(),
        new Masses(100, 20),
        new Masses(1_000, 200),
        new Start(),
        new Port(3, Target.ratioAtLeast(1), Target.NONE),
        new Port(1_000, Target.NONE, Target.atMost(5)),
        new Rest(),
        Unanswered.silent(),
        Unanswered.trickling(),
        new Crowd(),
        new Descriptors());
  }

  /**
   * Those that are named, or whose names begin with one of the words, in their usual order; all
   * without words.
   */
  static List<Scenario> named(List<String> words) {
    List<Scenario> found = new ArrayList<>();
    for (Scenario scenario : all()) {
      if (words.isEmpty() || words.stream().anyMatch(word -> means(word, scenario))) {
        found.add(scenario);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no such scenario; there are " + all().stream().map(Scenario::name).toList());
    }
    return found;
  }

  private static boolean means(String word, Scenario scenario) {
    boolean exact = all().stream().anyMatch(other -> other.name().equals(word));
    return exact ? scenario.name().equals(word) : scenario.name().startsWith(word);
  }
}
