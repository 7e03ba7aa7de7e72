package dev.vedette.observe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Prometheus reads, in its text format.
 *
 * @param types by name, as the {@code TYPE} lines tell them
 * @param samples all lines with a value
 */
public record Scrape(Map<String, String> types, List<Sample> samples) {

  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? ([^ ]+)(?: \\d+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})?");

  /** One line. */
  public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
      labels = Map.copyOf(labels);
    }

    boolean fits(String wantedName, Map<String, String> wantedLabels) {
      return name.equals(wantedName) && labels.entrySet().containsAll(wantedLabels.entrySet());
    }
  }

  public Scrape {
    types = Map.copyOf(types);
    samples = List.copyOf(samples);
  }

  /** Reads the text; a line that is none is an error. */
  public static Scrape parse(String text) {
    Map<String, String> types = new HashMap<>();
    text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" "))
        .forEach(words -> {
          if (types.put(words[2], words[3]) != null) {
            throw new IllegalArgumentException(words[2] + " has two types");
          }
        });
    return new Scrape(
        types,
        text.lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .map(Scrape::sample)
            .toList());
  }

  private static Sample sample(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    double value =
        matcher.group(3).equals("+Inf")
            ? Double.POSITIVE_INFINITY
            : Double.parseDouble(matcher.group(3));
    return new Sample(matcher.group(1), labels(matcher.group(2)), value);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher matcher = LABEL.matcher(text == null ? "" : text);
    while (matcher.find()) {
      labels.put(matcher.group(1), matcher.group(2));
    }
    return labels;
  }

  /** What a selector such as {@code name{label="value"}} selects. */
  public List<Sample> select(String selector) {
    Matcher matcher = SELECTOR.matcher(selector);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no selector: " + selector);
    }
    Map<String, String> labels = labels(matcher.group(2));
    return samples.stream().filter(sample -> sample.fits(matcher.group(1), labels)).toList();
  }

  /** The value of the only series that is selected; empty when there is none. */
  public OptionalDouble find(String selector) {
    List<Sample> selected = select(selector);
    if (selected.size() > 1) {
      throw new IllegalArgumentException(selector + " selects " + selected);
    }
    return selected.stream().mapToDouble(Sample::value).findFirst();
  }

  /** The value of the only series that is selected. */
  public double value(String selector) {
    return find(selector)
        .orElseThrow(() -> new AssertionError(selector + " selects nothing in " + names()));
  }

  /** The names of all types. */
  public Set<String> names() {
    return types.keySet();
  }

  /** The labels of the series of a type, without those that its type brings. */
  public Set<String> labels(String name, String type) {
    Set<String> own =
        type.equals("histogram") || type.equals("summary") ? Set.of(name + "_count") : Set.of(name);
    return samples.stream()
        .filter(sample -> own.contains(sample.name()))
        .flatMap(sample -> sample.labels().keySet().stream())
        .collect(Collectors.toSet());
  }
}
