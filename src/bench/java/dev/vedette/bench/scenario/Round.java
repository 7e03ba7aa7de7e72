package dev.vedette.bench.scenario;

import dev.vedette.bench.process.Kind;
import dev.vedette.bench.report.Results;
import dev.vedette.bench.report.Row;
import java.nio.file.Path;

/**
 * One round of a scenario.
 *
 * @param kind who is measured
 * @param folder of its own, empty; it is kept when the round fails
 * @param quick whether windows shall be short: for a first look, not for figures
 * @param results takes what is measured
 */
public record Round(Kind kind, Path folder, boolean quick, Results results) {

  /** Adds a value. */
  public void add(Row row, double value) {
    results.add(row, kind, value);
  }
}
