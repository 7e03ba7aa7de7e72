package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.api.ApiServer.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MastersTest {

  private final ApiServer.Setup setup = ApiServer.setup().master("mymaster", 6390);
  private ApiServer api;

  @BeforeAll
  void start() {
    api = setup.start();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void shows_a_master_and_its_options_without_the_password() {
    api.patch("/api/v1/masters/mymaster", "{\"authPass\": \"hunter2\"}");

    Reply master = api.get("/api/v1/masters/mymaster");

    assertThat(master.status()).isEqualTo(200);
    assertThat(master.json().path("name").asString()).isEqualTo("mymaster");
    assertThat(master.json().path("address").path("port").asInt()).isEqualTo(6390);
    assertThat(master.json().path("options").path("authPassSet").asBoolean()).isTrue();
    assertThat(master.text()).doesNotContain("hunter2");
  }

  @Test
  void an_unknown_master_is_a_problem_that_names_the_known_ones() {
    Reply problem = api.get("/api/v1/masters/mymastre");

    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(problem.json().path("type").asString())
        .isEqualTo("https://vedette.dev/problems/unknown-master");
    assertThat(texts(problem.json().path("known"))).contains("mymaster");
  }

  @Test
  void adds_a_master_with_options_and_removes_it() {
    Reply added =
        api.post(
            "/api/v1/masters",
            """
            {"name": "cache", "host": "127.0.0.1", "port": 6391, "quorum": 2,
             "options": {"downAfterMillis": 5000, "renamedCommands": {"config": "GUESSME"}}}
            """);

    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.header("Location")).isEqualTo("/api/v1/masters/cache");
    JsonNode options = api.get("/api/v1/masters/cache").json().path("options");
    assertThat(options.path("quorum").asInt()).isEqualTo(2);
    assertThat(options.path("downAfterMillis").asLong()).isEqualTo(5000);
    assertThat(options.path("renamedCommands").path("CONFIG").asString()).isEqualTo("GUESSME");

    assertThat(api.delete("/api/v1/masters/cache").status()).isEqualTo(204);
    assertThat(api.get("/api/v1/masters/cache").status()).isEqualTo(404);
  }

  @Test
  void a_patch_with_one_bad_field_changes_nothing_and_reports_every_mistake() {
    Reply problem =
        api.patch(
            "/api/v1/masters/mymaster",
            "{\"quorum\": 7, \"parallelSyncs\": 0, \"downAfterMillis\": \"soon\"}");

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.json().path("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("parallelSyncs", "downAfterMillis");
    assertThat(api.get("/api/v1/masters/mymaster").json().path("options").path("quorum").asInt())
        .isEqualTo(1);
  }

  @Test
  void a_change_that_cannot_be_saved_is_no_success() {
    setup.disk().full = true;
    try {
      Reply problem = api.patch("/api/v1/masters/mymaster", "{\"failoverTimeoutMillis\": 60000}");

      assertThat(problem.status()).isEqualTo(503);
      assertThat(problem.json().path("type").asString()).endsWith("/not-saved");
    } finally {
      setup.disk().full = false;
    }
  }

  @Test
  void a_failover_without_a_good_replica_is_refused_with_verdicts() {
    Reply problem = api.post("/api/v1/masters/mymaster/failover", null);

    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.json().path("type").asString()).endsWith("/no-good-replica");
    assertThat(problem.json().path("verdicts").isArray()).isTrue();
  }

  @Test
  void lists_recent_events_newest_first() {
    Reply events = api.get("/api/v1/events?type=+monitor&limit=1");

    assertThat(events.status()).isEqualTo(200);
    assertThat(events.json().path("items").path(0).path("type").asString()).isEqualTo("+monitor");
    assertThat(events.json().path("next").isNull()).isFalse();
  }
}
