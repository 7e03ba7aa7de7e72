package dev.vedette.bench;

import dev.vedette.bench.report.Target;
import dev.vedette.bench.scenario.Scale;
import dev.vedette.bench.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** All there are, with what shall be reached. */
final class Scenarios {

  private Scenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scale(1_000, Target.atMost(4), Target.atMost(200), Target.ratioAtMost(1.5)),
        new Scale(3_000, Target.atMost(10), Target.atMost(400), Target.NONE),
        new Scale(5_000, Target.atMost(20), Target.atMost(600), Target.NONE));
  }

  /** Those whose names begin with one of the words, in their usual order; all without words. */
  static List<Scenario> named(List<String> words) {
    List<Scenario> found = new ArrayList<>();
    for (Scenario scenario : all()) {
      if (words.isEmpty() || words.stream().anyMatch(word -> scenario.name().startsWith(word))) {
        found.add(scenario);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no such scenario; there are " + all().stream().map(Scenario::name).toList());
    }
    return found;
  }
}
