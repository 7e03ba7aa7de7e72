package dev.vedette.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files in {@code monitoring}: dashboards for Grafana, rules for Prometheus. */
final class MonitoringKit {

  /** A rule of Prometheus; one of {@code alert} and {@code record} is empty. */
  record Rule(
      String alert,
      String record,
      String expr,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  private static final Path DASHBOARDS = Path.of("monitoring/dashboards");
  private static final Path RULES = Path.of("monitoring/rules");
  private static final Path RULE_TESTS = Path.of("src/monitoring/tests");
  private static final Pattern SCRAPED =
      Pattern.compile("(?<![\\w:])(vedette|redis_sentinel|jvm|process|http_server)_[a-z0-9_]+");
  private static final Pattern RECORDED = Pattern.compile("(?<![\\w:])vedette:[\\w:]+");

  /** All dashboards by the name of their file. */
  static Map<String, JsonNode> dashboards() {
    JsonMapper mapper = new JsonMapper();
    Map<String, JsonNode> dashboards = new TreeMap<>();
    for (Path file : files(DASHBOARDS, ".json")) {
      dashboards.put(file.getFileName().toString(), mapper.readTree(read(file)));
    }
    return dashboards;
  }

  /** The panels of a dashboard that show something: all but its rows. */
  static List<JsonNode> panels(JsonNode dashboard) {
    return dashboard
        .path("panels")
        .valueStream()
        .filter(panel -> !panel.path("type").asString().equals("row"))
        .toList();
  }

  /** All rules of all files. */
  @SuppressWarnings("unchecked")
  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Path file : files(RULES, ".yml")) {
      Map<String, List<Map<String, Object>>> content = new Yaml().load(read(file));
      for (Map<String, Object> group : content.getOrDefault("groups", List.of())) {
        for (Map<String, Object> rule :
            (List<Map<String, Object>>) Objects.requireNonNull(group.get("rules"))) {
          rules.add(
              new Rule(
                  (String) rule.getOrDefault("alert", ""),
                  (String) rule.getOrDefault("record", ""),
                  String.valueOf(rule.get("expr")),
                  (Map<String, String>) rule.getOrDefault("labels", Map.of()),
                  (Map<String, String>) rule.getOrDefault("annotations", Map.of())));
        }
      }
    }
    return rules;
  }

  /** Every query: of panels, annotations and variables of the dashboards, and of rules. */
  static List<String> queries() {
    List<String> queries = new ArrayList<>();
    dashboards().values().forEach(dashboard -> collect(dashboard, queries));
    rules().forEach(rule -> queries.add(rule.expr()));
    return queries;
  }

  private static void collect(JsonNode node, List<String> queries) {
    node.forEachEntry((name, value) -> {
      if ((name.equals("expr") || name.equals("definition")) && value.isString()) {
        queries.add(value.asString());
      }
    });
    node.valueStream().forEach(child -> collect(child, queries));
  }

  /** The series of Vedette that the queries use. */
  static Set<String> scrapedNames() {
    return names(SCRAPED);
  }

  /** The series of recording rules that the queries use. */
  static Set<String> recordedNames() {
    return names(RECORDED);
  }

  /** The tests of the rules, which promtool runs. */
  static List<String> ruleTests() {
    return files(RULE_TESTS, ".yml").stream().map(MonitoringKit::read).toList();
  }

  private static Set<String> names(Pattern pattern) {
    Set<String> names = new TreeSet<>();
    for (String query : queries()) {
      pattern.matcher(query).results().map(MatchResult::group).forEach(names::add);
    }
    return names;
  }

  private static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MonitoringKit() {}
}
