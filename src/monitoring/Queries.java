import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the queries of dashboards as recording rules, so that promtool can check them: {@code java Queries.java DASHBOARDS OUT}. What
 * Grafana would fill in, is filled in.
 */
final class Queries {

  private static final Pattern QUERY = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");

  public static void main(String[] words) throws IOException {
    List<String> lines = new ArrayList<>(List.of("groups:"));
    try (Stream<Path> files = Files.list(Path.of(words[0])).sorted()) {
      for (Path file : (Iterable<Path>) files::iterator) {
        lines.add("  - name: " + file.getFileName());
        lines.add("    rules:");
        Matcher query = QUERY.matcher(Files.readString(file));
        int number = 0;
        while (query.find()) {
          String text = query.group(1).replace("\\\"", "\"").replace("\\\\", "\\");
          text = text.replaceAll("\\$__(range|rate_interval|interval)", "5m").replaceAll("\\$[a-z]+", "x");
          lines.add("      - record: query:" + number);
          lines.add("        expr: '" + text.replace("'", "''") + "'");
          number++;
        }
      }
    }
    Files.write(Path.of(words[1]), lines);
  }
}
