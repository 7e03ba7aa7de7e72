package dev.vedette.config;

import java.util.ArrayList;
import java.util.List;

/** Collects mistakes, so that the operator hears of all of them at once. */
final class Problems {

  /** More would not help anyone. */
  private static final int LIMIT = 100;

  private final List<ConfigProblem> found = new ArrayList<>();

  void add(ConfigLine line, String message) {
    add(ConfigProblem.of(line, message));
  }

  void add(ConfigProblem problem) {
    if (found.size() < LIMIT) {
      found.add(problem);
    }
  }

  /** Ends the loading when there was any mistake. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }
}
