package dev.vedette.helm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The values of the chart as a table in Markdown. A comment that begins with {@code # --}, and the
 * comment lines after it, describe the value below.
 *
 * @param rows what is described, by path, in the order of the file
 * @param undescribed paths of values that no comment describes
 */
record ValuesTable(Map<String, Row> rows, TreeSet<String> undescribed) {

  private static final Pattern KEY = Pattern.compile("( *)([\\w-]+):(.*)");
  private static final Pattern DESCRIPTION = Pattern.compile(" *# -- (.*)");
  private static final Pattern MORE = Pattern.compile(" *# (.*)");

  /** A value: its default in YAML on one line, and what it means. */
  record Row(String defaultValue, String meaning) {}

  /** Reads values.yaml. */
  static ValuesTable of(String yaml) {
    Object values = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    Reading reading = new Reading(values);
    yaml.lines().forEach(reading::line);
    TreeSet<String> undescribed = new TreeSet<>();
    collectLeaves("", values, reading.rows, undescribed);
    return new ValuesTable(reading.rows, undescribed);
  }

  private static void collectLeaves(
      String path, @Nullable Object value, Map<String, Row> rows, TreeSet<String> undescribed) {
    if (rows.containsKey(path)) {
      return;
    }
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((key, inner) ->
          collectLeaves(path.isEmpty() ? "" + key : path + "." + key, inner, rows, undescribed));
    } else {
      undescribed.add(path);
    }
  }

  /** One row for each value. */
  String markdown() {
    StringJoiner table = new StringJoiner("\n");
    table.add("| value | default | meaning |").add("| --- | --- | --- |");
    rows.forEach((path, row) ->
        table.add(
            "| `"
                + path
                + "` | `"
                + row.defaultValue().replace("|", "\\|")
                + "` | "
                + row.meaning().replace("|", "\\|")
                + " |"));
    return table.toString();
  }

  private static final class Reading {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> path = new ArrayList<>();
    private final @Nullable Object values;
    private @Nullable StringBuilder description;

    Reading(@Nullable Object values) {
      this.values = values;
    }

    void line(String line) {
      Matcher begins = DESCRIPTION.matcher(line);
      Matcher goesOn = MORE.matcher(line);
      Matcher key = KEY.matcher(line);
      StringBuilder present = description;
      if (begins.matches()) {
        description = new StringBuilder(begins.group(1));
      } else if (goesOn.matches() && present != null) {
        present.append(' ').append(goesOn.group(1));
      } else if (key.matches()) {
        step(key.group(1).length() / 2, key.group(2));
        if (present != null) {
          rows.put(String.join(".", path), new Row(flow(at(path)), present.toString()));
        }
        description = null;
      }
    }

    private void step(int depth, String key) {
      while (path.size() > depth) {
        path.removeLast();
      }
      path.add(key);
    }

    private @Nullable Object at(List<String> keys) {
      Object value = values;
      for (String key : keys) {
        value = value instanceof Map<?, ?> map ? map.get(key) : null;
      }
      return value;
    }

    private static String flow(@Nullable Object value) {
      DumperOptions options = new DumperOptions();
      options.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
      options.setWidth(10_000);
      String text = new Yaml(options).dump(value).strip();
      return text.equals("''") ? "\"\"" : text;
    }
  }
}
