package dev.vedette.bench.report;

import dev.vedette.bench.process.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The table, as Markdown that can be read as it is. */
public final class Table {

  private static final List<String> HEAD =
      List.of(
          "what",
          "Vedette: median",
          "worst",
          "redis-sentinel: median",
          "worst",
          "ratio",
          "target",
          "reached",
          "n");

  private Table() {}

  /** All rows, and below them the runs that failed. */
  public static String of(Results results) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEAD);
    lines.add(HEAD.stream().map(_ -> "---").toList());
    for (Row row : results.rows()) {
      lines.add(line(results, row));
    }
    StringBuilder text = new StringBuilder(aligned(lines));
    for (Results.Failure failure : results.failures()) {
      text.append("\nFAILED ")
          .append(failure.scenario())
          .append(", ")
          .append(failure.kind().title())
          .append(": ")
          .append(failure.reason());
    }
    return text.append('\n').toString();
  }

  private static List<String> line(Results results, Row row) {
    Figures ours = results.figures(row, Kind.VEDETTE);
    Figures theirs = results.figures(row, Kind.REDIS);
    OptionalDouble ratio = results.ratio(row);
    String reached =
        row.target().equals(Target.NONE) || ours == null ? "" : results.reached(row) ? "yes" : "NO";
    return List.of(
        row.title() + ", " + row.unit(),
        ours == null ? "–" : number(ours.median()),
        ours == null ? "–" : number(ours.worst(row.better())),
        theirs == null ? "–" : number(theirs.median()),
        theirs == null ? "–" : number(theirs.worst(row.better())),
        ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "",
        row.target().title(),
        reached,
        count(ours) + "/" + count(theirs));
  }

  private static String count(@Nullable Figures figures) {
    return figures == null ? "0" : Integer.toString(figures.values().size());
  }

  static String number(double value) {
    String format =
        value >= 1_000 ? "%,.0f" : value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String aligned(List<List<String>> lines) {
    int[] widths = new int[HEAD.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append('|');
      for (int i = 0; i < widths.length; i++) {
        String cell = line.get(i);
        text.append(' ').append(cell).append(" ".repeat(widths[i] - cell.length())).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }
}
