package dev.vedette.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines in the form in which Redis and Vedette log: {@code 12:X 28 Nov 2026 22:19:39.123 # text}.
 */
final class LogLines {

  private static final Pattern LINE =
      Pattern.compile("^\\d+:[A-Z] (\\d{2} \\w{3} \\d{4} [\\d:.]{12}) [#*.-] (.*)$");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ENGLISH);
  private static final int END_LINES = 3;

  private LogLines() {}

  /**
   * A line that bears a time.
   *
   * @param atMillis since 1970
   */
  record Line(long atMillis, String text) {}

  static List<Line> of(Path file) {
    List<Line> found = new ArrayList<>();
    for (String line : all(file)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        LocalDateTime time = LocalDateTime.parse(matcher.group(1), TIME);
        found.add(
            new Line(
                time.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli(), matcher.group(2)));
      }
    }
    return found;
  }

  /** The last lines, for messages. */
  static String end(Path file) {
    List<String> lines = all(file);
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - END_LINES), lines.size()));
  }

  static List<String> all(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new BenchException("cannot read " + file, e);
    }
  }
}
