package dev.vedette.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * State lines that cannot be read. What a sentinel has learned can be learned again, so that such a
 * line never stops the start: it becomes a comment that says why, and is told. What the operator
 * wrote is another matter.
 */
final class SetAside {

  /** Begins the comment that such a line becomes. */
  static final String COMMENT = "# Set aside (";

  private static final int MAX_REASON = 300;
  private static final Pattern FIRST_WORDS = Pattern.compile("(?i)sentinel\\s+([a-z-]+)\\b.*");

  private record Entry(LineOrigin origin, Layer layer, ConfigProblem problem) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Whether that is a state line as far as can be told from its beginning. */
  static boolean isState(String text) {
    var words = FIRST_WORDS.matcher(text.replaceAll("\\p{Cntrl}", " "));
    var option = words.matches() ? SentinelOption.spelt(words.group(1)) : null;
    return option != null && option.isState();
  }

  void add(ConfigLine line, String reason) {
    add(line.origin(), line.layer(), line.text(), reason);
  }

  void add(LineOrigin origin, Layer layer, String text, String reason) {
    var line = text.replaceAll("\\p{Cntrl}", "?");
    entries.add(new Entry(origin, layer, new ConfigProblem(origin.describe(), line, reason)));
  }

  /** All of them, in the order they were read. */
  List<ConfigProblem> problems() {
    return entries.stream().map(Entry::problem).toList();
  }

  /** The comments for the lines of the state file, by number of the line. */
  Map<Integer, String> comments(Path home) {
    var comments = new HashMap<Integer, String>();
    for (var entry : entries) {
      if (entry.layer() == Layer.HOME
          && entry.origin() instanceof LineOrigin.InFile(Path file, int number)
          && file.equals(home)) {
        comments.put(number, comment(entry.problem()));
      }
    }
    return comments;
  }

  private static String comment(ConfigProblem problem) {
    var reason = problem.message().replaceAll("\\p{Cntrl}", "?");
    if (reason.length() > MAX_REASON) {
      reason = reason.substring(0, MAX_REASON) + "...";
    }
    var raw = new String(reason.getBytes(UTF_8), ISO_8859_1);
    return COMMENT + raw + "): " + problem.line();
  }
}
