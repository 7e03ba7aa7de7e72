package dev.vedette;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the process was started with: {@code [/path/to/sentinel.conf] [--sentinel] [--port 26380]
 * [--spring.property=value]}. A word {@code --name=value} is an application property; {@code --name
 * value...} is a line of {@code sentinel.conf} that comes after the file's, as in {@code
 * redis-server}.
 *
 * @param configFile the file, null for none
 * @param configLines further lines, each a directive with its arguments
 * @param properties words for Spring, in the form {@code --name=value} or {@code --name}
 * @param wish something else than to run
 */
record CommandLine(
    @Nullable Path configFile, List<List<String>> configLines, List<String> properties, Wish wish) {

  /** What the process is to do. */
  enum Wish {
    RUN,
    HELP,
    VERSION
  }

  CommandLine {
    configLines = List.copyOf(configLines);
    properties = List.copyOf(properties);
  }

  /**
   * Reads the words.
   *
   * @throws IllegalArgumentException when they make no sense; the message says what to do
   */
  static CommandLine parse(String... words) {
    Path file = null;
    List<List<String>> lines = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    Wish wish = Wish.RUN;
    int i = 0;
    while (i < words.length) {
      String word = words[i++];
      switch (word) {
        case "-h", "--help" -> wish = Wish.HELP;
        case "-v", "--version" -> wish = Wish.VERSION;
        case "--debug", "--trace" -> properties.add(word);
        default -> {
          if (isProperty(word)) {
            properties.add(word);
          } else if (word.startsWith("--")) {
            List<String> line = new ArrayList<>();
            line.add(word.substring(2));
            while (i < words.length && !words[i].startsWith("--")) {
              line.add(words[i++]);
            }
            addLine(lines, line);
          } else if (file == null && lines.isEmpty() && properties.isEmpty()) {
            file = Path.of(word);
          } else {
            throw new IllegalArgumentException(
                "'"
                    + word
                    + "' is not understood here: the configuration file comes first,"
                    + " everything after it starts with --");
          }
        }
      }
    }
    return new CommandLine(file, lines, properties, wish);
  }

  /** {@code --name=value}, where a name has no blank: {@code "--user a >b=c"} is a line. */
  private static boolean isProperty(String word) {
    int equals = word.indexOf('=');
    return word.startsWith("--")
        && equals > 2
        && word.substring(0, equals).chars().noneMatch(Character::isWhitespace);
  }

  private static void addLine(List<List<String>> lines, List<String> line) {
    String directive = line.getFirst();
    if (directive.isEmpty()) {
      throw new IllegalArgumentException("'--' alone names nothing to set");
    }
    boolean isWholeLine = directive.chars().anyMatch(Character::isWhitespace);
    if (line.size() > 1 || isWholeLine) {
      lines.add(List.copyOf(line));
    } else if (!directive.equals("sentinel")) {
      throw new IllegalArgumentException(
          "'--"
              + directive
              + "' needs a value: '--"
              + directive
              + " value' for a line of"
              + " sentinel.conf, '--"
              + directive
              + "=value' for an application property");
    }
  }

  /** The words for Spring as it wants them. */
  String[] propertyWords() {
    return properties.toArray(String[]::new);
  }

  static final String USAGE =
      """
      Usage: vedette [/path/to/sentinel.conf] [options]

        /path/to/sentinel.conf     a configuration that redis-sentinel understands; state is written back to it.
                                   Without one, vedette.* properties and environment variables declare the masters.
        --port 26380               any line of sentinel.conf, after those of the file
        --server.port=8080         any application property
        --sentinel                 accepted and ignored: Vedette is always a sentinel
        -v, --version              tells the version
        -h, --help                 tells this

      Example: vedette /etc/redis/sentinel.conf --port 26380 --server.port=8081
      """;
}
