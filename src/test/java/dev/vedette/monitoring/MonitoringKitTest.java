package dev.vedette.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.monitoring.MonitoringKit.Rule;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Dashboards and rules are complete and consistent; {@link MonitoringKitIT} compares the series.
 */
class MonitoringKitTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z_]\\w*)");
  private static final Set<String> OF_GRAFANA = Set.of("__range", "__rate_interval", "__interval");

  private static void forEachPanel(BiConsumer<String, JsonNode> check) {
    MonitoringKit.dashboards()
        .forEach((file, dashboard) ->
            MonitoringKit.panels(dashboard)
                .forEach(
                    panel -> check.accept(file + ": " + panel.path("title").asString(), panel)));
  }

  @Test
  void there_is_a_dashboard_for_each_view() {
    assertThat(MonitoringKit.dashboards().keySet())
        .containsExactly(
            "vedette-failovers.json",
            "vedette-fleet.json",
            "vedette-master.json",
            "vedette-notifications.json",
            "vedette-service.json");
  }

  @Test
  void every_dashboard_has_an_identity_of_its_own() {
    Set<String> uids = new HashSet<>();
    MonitoringKit.dashboards()
        .forEach((file, dashboard) -> {
          assertThat(dashboard.path("uid").asString() + ".json").isEqualTo(file);
          assertThat(uids.add(dashboard.path("uid").asString())).isTrue();
          assertThat(dashboard.path("title").asString()).startsWith("Vedette / ");
          assertThat(dashboard.path("description").asString()).isNotBlank();
          assertThat(dashboard.path("tags").valueStream().map(JsonNode::asString))
              .contains("vedette");
          assertThat(dashboard.path("id").isNull()).as("an id belongs to one Grafana").isTrue();
        });
  }

  @Test
  void every_panel_has_a_description_a_unit_and_a_query() {
    forEachPanel((name, panel) -> {
      assertThat(panel.path("description").asString()).as(name).isNotBlank();
      assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString(""))
          .as(name)
          .isNotBlank();
      assertThat(panel.path("targets").size()).as(name).isPositive();
    });
  }

  @Test
  void panels_have_numbers_and_places_of_their_own() {
    MonitoringKit.dashboards()
        .forEach((file, dashboard) -> {
          Set<Integer> ids = new HashSet<>();
          Set<String> cells = new HashSet<>();
          for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).as(file).isTrue();
            JsonNode place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
              for (int y = 0; y < place.path("h").asInt(); y++) {
                int column = place.path("x").asInt() + x;
                assertThat(column).as(file).isLessThan(24);
                assertThat(cells.add(column + " " + (place.path("y").asInt() + y)))
                    .as(file + ": " + panel.path("title").asString())
                    .isTrue();
              }
            }
          }
        });
  }

  @Test
  void whoever_imports_a_dashboard_chooses_the_data_source() {
    MonitoringKit.dashboards()
        .forEach((file, dashboard) -> {
          assertThat(dashboard.findValues("datasource"))
              .as(file)
              .allSatisfy(source ->
                  assertThat(source.path("uid").asString()).isIn("${datasource}", "-- Grafana --"));
          JsonNode first = dashboard.path("templating").path("list").path(0);
          assertThat(first.path("name").asString()).as(file).isEqualTo("datasource");
          assertThat(first.path("type").asString()).as(file).isEqualTo("datasource");
        });
  }

  @Test
  void every_variable_that_a_query_uses_is_defined() {
    MonitoringKit.dashboards()
        .forEach((file, dashboard) -> {
          List<String> defined =
              dashboard
                  .path("templating")
                  .path("list")
                  .valueStream()
                  .map(variable -> variable.path("name").asString())
                  .toList();
          for (JsonNode expr : dashboard.findValues("expr")) {
            assertThat(VARIABLE.matcher(expr.asString()).results().map(found -> found.group(1)))
                .as("%s: %s", file, expr.asString())
                .allMatch(name -> defined.contains(name) || OF_GRAFANA.contains(name));
          }
        });
  }

  @Test
  void every_alert_has_a_severity_a_text_and_a_chapter_in_the_documentation() {
    String documentation = MonitoringKit.read(Path.of("docs/monitoring.md"));
    List<Rule> alerts =
        MonitoringKit.rules().stream().filter(rule -> !rule.alert().isEmpty()).toList();
    assertThat(alerts).extracting(Rule::alert).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    for (Rule alert : alerts) {
      assertThat(alert.labels().get("severity"))
          .as(alert.alert())
          .isIn("critical", "warning", "info");
      assertThat(alert.annotations()).as(alert.alert()).containsKeys("summary", "description");
      assertThat(alert.annotations())
          .containsEntry(
              "runbook_url",
              "https://vedette.dev/docs/monitoring.md#" + alert.alert().toLowerCase(Locale.ROOT));
      assertThat(documentation).contains("\n### " + alert.alert() + "\n");
    }
  }

  @Test
  void every_alert_is_expected_by_a_test_of_the_rules() {
    String tests = String.join("\n", MonitoringKit.ruleTests());
    assertThat(MonitoringKit.rules()).allSatisfy(rule -> assertThat(tests).contains(rule.alert()));
  }

  @Test
  void every_recorded_series_that_a_query_uses_is_recorded() {
    assertThat(MonitoringKit.rules())
        .extracting(Rule::record)
        .containsAll(MonitoringKit.recordedNames());
  }
}
