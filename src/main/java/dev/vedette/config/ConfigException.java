package dev.vedette.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration cannot be used, so nothing was started and nothing was changed. The message is
 * meant for the operator: it tells every mistake that was found, where it is, and what to do.
 */
public final class ConfigException extends RuntimeException {

  private final List<ConfigProblem> problems;

  ConfigException(List<ConfigProblem> problems) {
    this(problems, null);
  }

  ConfigException(ConfigProblem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  private ConfigException(List<ConfigProblem> problems, @Nullable Throwable cause) {
    super(text(problems), cause);
    this.problems = List.copyOf(problems);
  }

  /** All mistakes, in the order of the lines; at least one. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String text(List<ConfigProblem> problems) {
    var count = problems.size();
    var start =
        count == 1
            ? "The configuration cannot be used."
            : "The configuration has " + count + " mistakes.";
    return problems.stream()
        .map(ConfigProblem::toString)
        .collect(Collectors.joining("\n", start + "\n", ""));
  }
}
