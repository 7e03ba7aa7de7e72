package dev.vedette.bench.report;

import java.util.List;

/**
 * The values of one row and one kind.
 *
 * @param values in the order they were measured, at least one
 */
public record Figures(List<Double> values) {

  /** Copies them. */
  public Figures {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The least. */
  public double least() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The greatest. */
  public double greatest() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** The one that is worst for this row. */
  public double worst(Row.Better better) {
    return better == Row.Better.LESS ? greatest() : least();
  }
}
