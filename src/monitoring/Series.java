import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a recording of {@code src/monitoring/record} a list of series as {@code promtool test rules} reads it: {@code java Series.java RAW
 * RULES OUT}.
 *
 * <p>RAW is the folder with the answers as they came, RULES a folder of rules; only what a rule uses is kept. Like Prometheus, it adds
 * {@code job}, {@code instance} and the series {@code up}, and ends a series that is missing in an answer.
 */
final class Series {

  private static final Pattern NAME = Pattern.compile("\\b(vedette|redis_sentinel)_[a-z0-9_]+");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
  private static final int INSTANCES = 3;

  private final Set<String> names;
  private final Map<String, String[]> values = new TreeMap<>();
  private final int scrapes;

  private Series(Set<String> names, int scrapes) {
    this.names = names;
    this.scrapes = scrapes;
  }

  public static void main(String[] words) throws IOException {
    Path raw = Path.of(words[0]);
    Series series = new Series(namesIn(Path.of(words[1])), 1 + Integer.parseInt(Files.readString(raw.resolve("last")).strip()));
    for (int instance = 1; instance <= INSTANCES; instance++) {
      for (int scrape = 0; scrape < series.scrapes; scrape++) {
        series.read(raw.resolve(scrape + "." + instance), scrape, "vedette-" + instance + ":8080");
      }
    }
    Files.write(Path.of(words[2]), series.lines());
  }

  private static Set<String> namesIn(Path rules) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(rules)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        NAME.matcher(Files.readString(file)).results().map(MatchResult::group).forEach(names::add);
      }
    }
    return names;
  }

  private void read(Path file, int scrape, String instance) throws IOException {
    boolean answered = Files.exists(file);
    put("up", "", instance, scrape, answered ? "1" : "0");
    if (answered) {
      for (String line : Files.readAllLines(file)) {
        Matcher sample = SAMPLE.matcher(line);
        if (!line.startsWith("#") && sample.matches() && names.contains(sample.group(1))) {
          String labels = sample.group(2) == null || sample.group(2).isEmpty() ? "" : sample.group(2) + ",";
          put(sample.group(1), labels, instance, scrape, plain(sample.group(3)));
        }
      }
    }
  }

  private void put(String name, String labels, String instance, int scrape, String value) {
    String key = name + "{" + labels + "instance=\"" + instance + "\",job=\"vedette\"}";
    values.computeIfAbsent(key, ignored -> new String[scrapes])[scrape] = value;
  }

  private static String plain(String value) {
    double number = Double.parseDouble(value);
    return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : value;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    values.forEach((series, samples) -> {
      lines.add("- series: '" + series.replace("'", "''") + "'");
      lines.add("  values: '" + compact(samples) + "'");
    });
    return lines;
  }

  /** Equal values that follow each other become {@code value+0xTIMES}, missing ones {@code _xTIMES} after the mark of an end. */
  private static String compact(String[] samples) {
    List<String> words = new ArrayList<>();
    int end = samples.length;
    for (int at = 0; at < end; ) {
      String value = samples[at];
      int next = at + 1;
      while (next < end && java.util.Objects.equals(samples[next], value)) {
        next++;
      }
      int times = next - at;
      if (value != null) {
        words.add(times == 1 ? value : value + "+0x" + (times - 1));
      } else if (at == 0) {
        words.add("_x" + times);
      } else {
        words.add(times == 1 ? "stale" : "stale _x" + (times - 1));
      }
      at = next;
    }
    return String.join(" ", words);
  }
}
