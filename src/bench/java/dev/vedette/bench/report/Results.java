package dev.vedette.bench.report;

import dev.vedette.bench.process.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Everything measured in this run, in the order it was met. */
public final class Results {

  private final Map<Row, Map<Kind, List<Double>>> values = new LinkedHashMap<>();
  private final List<Failure> failures = new ArrayList<>();

  /**
   * A run that does not count.
   *
   * @param scenario its name
   * @param kind of the sentinels
   * @param reason a sentence
   */
  public record Failure(String scenario, Kind kind, String reason) {}

  /** Adds a value. */
  public void add(Row row, Kind kind, double value) {
    values
        .computeIfAbsent(row, _ -> new EnumMap<>(Kind.class))
        .computeIfAbsent(kind, _ -> new ArrayList<>())
        .add(value);
  }

  /** Adds a run that failed. */
  public void fail(String scenario, Kind kind, String reason) {
    failures.add(new Failure(scenario, kind, reason));
  }

  /** The rows met so far. */
  public List<Row> rows() {
    return List.copyOf(values.keySet());
  }

  /** The runs that failed. */
  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** What was measured, null if nothing was. */
  public @Nullable Figures figures(Row row, Kind kind) {
    List<Double> found = values.getOrDefault(row, Map.of()).get(kind);
    return found == null ? null : new Figures(found);
  }

  /** Whether Vedette reached what the row asks for: in rounds that all counted. */
  public boolean reached(Row row) {
    Figures ours = figures(row, Kind.VEDETTE);
    boolean failed =
        failures.stream()
            .anyMatch(failure ->
                failure.kind() == Kind.VEDETTE && failure.scenario().equals(row.scenario()));
    return ours != null && !failed && row.target().reached(ours, ratio(row));
  }

  /** Vedette's median by that of redis-sentinel. */
  public OptionalDouble ratio(Row row) {
    Figures ours = figures(row, Kind.VEDETTE);
    Figures theirs = figures(row, Kind.REDIS);
    return ours == null || theirs == null || theirs.median() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(ours.median() / theirs.median());
  }
}
