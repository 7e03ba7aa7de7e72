package dev.vedette.observe;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of {@code docs/metrics.md}. */
final class MetricsDocument {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(\\w+)` \\| (gauge|counter|histogram|summary) \\|([^|]*)\\| .* \\|$",
          Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("`(\\w+)`");

  /** A series. */
  record Row(String name, String type, Set<String> labels) {}

  private MetricsDocument() {}

  static List<Row> rows(String document) {
    return ROW.matcher(document).results().map(MetricsDocument::row).toList();
  }

  private static Row row(MatchResult row) {
    Matcher labels = LABEL.matcher(row.group(3));
    return new Row(
        row.group(1),
        row.group(2),
        labels.results().map(label -> label.group(1)).collect(Collectors.toSet()));
  }

  /** Whether the document is to list it; the others are those of Spring Boot. */
  static boolean isOurs(String name) {
    return name.startsWith("vedette_") || name.startsWith("redis_");
  }
}
