package dev.vedette.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Directives behind the name of the file, as in {@code redis-server}. */
final class CommandLineWords {

  private CommandLineWords() {}

  /**
   * The line of one {@code --directive value...}; none for a lone {@code --sentinel}. Everything
   * may also be one word, as in {@code "--port 26380"}.
   */
  static List<ConfigLine> lines(List<String> words, Problems problems) {
    var origin = new LineOrigin.OnCommandLine();
    var first = words.getFirst();
    if (words.size() > 1 || first.chars().noneMatch(Character::isWhitespace)) {
      return first.equalsIgnoreCase("sentinel") && words.size() == 1
          ? List.of()
          : List.of(ConfigLine.declared(origin, words));
    }
    try {
      var raw = new String(first.getBytes(UTF_8), ISO_8859_1);
      var split = WordSplitter.split(raw);
      return split.isEmpty() ? List.of() : List.of(ConfigLine.declared(origin, split));
    } catch (MalformedLineException e) {
      problems.add(
          new ConfigProblem(
              origin.describe(),
              Secrets.mask(first),
              "The line cannot be understood: " + e.getMessage() + "."));
      return List.of();
    }
  }
}
