package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.api.ApiServer.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private ApiServer api;

  @BeforeAll
  void start() {
    api = ApiServer.setup().master("mymaster", 6390).start();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private static void assertProblem(Reply reply, int status, String type) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json().path("type").asString())
        .isEqualTo("https://vedette.dev/problems/" + type);
    assertThat(reply.json().path("status").asInt()).isEqualTo(status);
    assertThat(reply.json().path("detail").asString()).isNotBlank();
  }

  /** Sends a request line that a well-behaved client would not. */
  private String raw(String requestLine) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.uri("/").getPort())) {
      String request = requestLine + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/masters/a%2Fb",
        "/api/v1/masters/a%5Cb",
        "/api/v1/masters/../x",
        "/api/v1/masters/a;x=1",
        "/api/v1/masters/%00",
        "/api/v1/masters/%zz",
        "/api/v1/masters/a|b",
        "/api/v1/masters/a b",
        "/api/v1/masters/a%0d%0aSet-Cookie:x"
      })
  void a_path_with_forbidden_characters_is_a_problem(String path) throws IOException {
    String answer = raw("GET " + path + " HTTP/1.1");

    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(answer).contains("application/problem+json").contains("bad-request");
    assertThat(answer).doesNotContain("<html").doesNotContain("Tomcat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "TRACE", "CONNECT"})
  void a_method_that_the_path_does_not_take_is_a_problem(String method) throws IOException {
    String answer = raw(method + " /api/v1/masters HTTP/1.1");

    assertThat(answer).contains("application/problem+json").doesNotContain("<html");
    assertThat(answer.substring(9, 12)).isIn("405", "400", "501");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{                            | malformed-json",
        "[]                           | malformed-json",
        "null                         | malformed-json",
        "\"text\"                     | malformed-json",
        "{\"quorum\": 1} x            | malformed-json",
        "{\"quorum\": 1, \"quorum\": 2} | malformed-json",
        "{\"quorums\": 1}             | unknown-field",
        "{\"quorum\": \"1\"}          | invalid-field",
        "{\"quorum\": 1.5}            | invalid-field",
        "{\"quorum\": null}           | invalid-field",
        "{\"quorum\": true}           | invalid-field",
        "{\"quorum\": 0}              | invalid-field",
        "{\"quorum\": 99999999999}    | invalid-field",
        "{\"quorum\": 1e400}          | invalid-field",
        "{\"authPass\": 5}            | invalid-field",
        "{\"authUser\": \"a\\nb\"}    | invalid-field",
        "{\"renamedCommands\": []}    | invalid-field",
        "{\"renamedCommands\": {\"\": \"x\"}}    | invalid-field",
        "{\"notificationScript\": \"/bin/true\"} | scripts-denied"
      })
  void a_bad_patch_changes_nothing(String body, String type) {
    String before = api.get("/api/v1/masters/mymaster").json().path("options").toString();

    Reply problem = api.patch("/api/v1/masters/mymaster", body);

    assertProblem(problem, type.equals("scripts-denied") ? 422 : 400, type);
    assertThat(api.get("/api/v1/masters/mymaster").json().path("options").toString())
        .isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"name\": \"x\"}                                                        | invalid-field",
        "{\"name\": \"a b\", \"host\": \"127.0.0.1\", \"port\": 1, \"quorum\": 1} | invalid-field",
        "{\"name\": 5, \"host\": \"127.0.0.1\", \"port\": 1, \"quorum\": 1}       | invalid-field",
        "{\"name\": \"x\", \"host\": \"127.0.0.1\", \"port\": 65536, \"quorum\": 1} | invalid-field",
        "{\"name\": \"x\", \"host\": \"127.0.0.1\", \"port\": \"1\", \"quorum\": 1} | invalid-field",
        "{\"name\": \"x\", \"host\": \"127.0.0.1\", \"port\": 1, \"quorum\": 0}   | invalid-field",
        "{\"name\": \"x\", \"host\": \"127.0.0.1\", \"port\": 1, \"quorum\": 1, \"options\": {\"quorums\": 1}} | unknown-field",
        "{\"name\": \"x\", \"host\": \"127.0.0.1\", \"port\": 1, \"quorum\": 1, \"options\": {\"parallelSyncs\": 0}} | invalid-field",
        "{\"name\": \"x\", \"host\": \"localhost\", \"port\": 1, \"quorum\": 1}   | unresolved-host",
        "{\"name\": \"x\", \"host\": \"256.0.0.1\", \"port\": 1, \"quorum\": 1}   | unresolved-host",
        "{\"name\": \"mymaster\", \"host\": \"127.0.0.1\", \"port\": 1, \"quorum\": 1} | duplicate-master"
      })
  void a_bad_master_is_not_added(String body, String type) {
    Reply problem = api.post("/api/v1/masters", body);

    int status =
        switch (type) {
          case "unresolved-host" -> 422;
          case "duplicate-master" -> 409;
          default -> 400;
        };
    assertProblem(problem, status, type);
    assertThat(api.get("/api/v1/masters").json().path("total").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=-1",
        "limit=1001",
        "limit=x",
        "before=-1",
        "after=-1",
        "since=yesterday",
        "level=loud",
        "since=2025-01-02T00:00:00Z&until=2025-01-01T00:00:00Z",
        "limit=1&limit=2",
        "before=5&after=5"
      })
  void bad_paging_and_filters_are_problems(String query) {
    assertProblem(api.get("/api/v1/events?" + query), 400, "invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=201", "before=x", "before=5", "outcome=fine"})
  void bad_paging_and_filters_of_failovers_are_problems(String query) {
    assertProblem(api.get("/api/v1/failovers?" + query), 400, "invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/masters/nix",
        "/api/v1/masters/nix/address",
        "/api/v1/masters/nix/replicas",
        "/api/v1/masters/nix/sentinels",
        "/api/v1/masters/nix/info",
        "/api/v1/masters/nix/quorum",
        "/api/v1/masters/nix/candidates",
        "/api/v1/masters/nix/nodes/127.0.0.1:6379/primary"
      })
  void an_unknown_master_is_answered_with_the_known_ones(String path) {
    Reply problem = api.get(path);

    assertProblem(problem, 404, "unknown-master");
    assertThat(problem.json().path("known").toString()).isEqualTo("[\"mymaster\"]");
  }

  @Test
  void an_unknown_field_is_named_together_with_the_known_ones() {
    Reply problem = api.patch("/api/v1/masters/mymaster", "{\"quorums\": 1}");

    assertProblem(problem, 400, "unknown-field");
    assertThat(problem.json().path("field").asString()).isEqualTo("quorums");
    assertThat(problem.json().path("known").toString()).contains("\"quorum\"");
  }

  @Test
  void all_bad_fields_are_named_at_once_and_none_of_the_good_ones_is_taken() {
    String before = api.get("/api/v1/masters/mymaster").json().path("options").toString();

    Reply problem =
        api.patch(
            "/api/v1/masters/mymaster",
            "{\"quorum\": 0, \"parallelSyncs\": -1, \"downAfterMillis\": 7000}");

    assertProblem(problem, 400, "invalid-field");
    assertThat(problem.json().path("errors")).hasSize(2);
    assertThat(problem.json().path("errors").toString())
        .contains("quorum")
        .contains("parallelSyncs");
    assertThat(api.get("/api/v1/masters/mymaster").json().path("options").toString())
        .isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=-1", "limit=1001", "outcome=lost"})
  void bad_paging_of_failovers_is_a_problem(String query) {
    assertProblem(api.get("/api/v1/failovers?" + query), 400, "invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"maxLagBytes=-1", "maxLagSeconds=-1", "maxLagBytes=1.5", "maxLagSeconds=x"})
  void a_bad_limit_of_a_load_balancer_is_a_problem_and_not_a_503(String query) {
    assertProblem(
        api.get("/api/v1/masters/mymaster/nodes/127.0.0.1:6379/replica?" + query),
        400,
        "invalid-parameter");
  }

  @Test
  void an_unknown_parameter_is_named_together_with_the_known_ones() {
    Reply problem = api.get("/api/v1/events?maser=mymaster");

    assertProblem(problem, 400, "unknown-parameter");
    assertThat(problem.json().path("field").asString()).isEqualTo("maser");
    assertThat(problem.json().path("known").toString()).contains("\"master\"");
  }

  @Test
  void a_body_of_a_megabyte_is_refused_whether_its_length_is_told_or_not() {
    String large = "{\"authPass\": \"" + "x".repeat(1 << 20) + "\"}";

    assertProblem(api.patch("/api/v1/masters/mymaster", large), 413, "body-too-large");
    Reply chunked =
        api.send(
            HttpRequest.newBuilder(api.uri("/api/v1/masters/mymaster"))
                .header("Content-Type", "application/json")
                .method(
                    "PATCH",
                    HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofString(large))));
    assertProblem(chunked, 413, "body-too-large");
  }

  @Test
  void a_body_that_is_no_json_is_refused_for_its_media_type() {
    for (String type :
        new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
      Reply problem =
          api.send(
              HttpRequest.newBuilder(api.uri("/api/v1/masters"))
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString("name=x")));
      assertProblem(problem, 415, "unsupported-media-type");
    }
  }

  @Test
  void an_answer_in_xml_is_not_to_be_had() {
    Reply problem =
        api.send(
            HttpRequest.newBuilder(api.uri("/api/v1/masters")).header("Accept", "application/xml"));

    assertProblem(problem, 406, "not-acceptable");
  }

  @Test
  void nothing_is_served_outside_of_the_known_paths() {
    assertProblem(api.get("/"), 404, "not-found");
    assertProblem(api.get("/api/v1/nothing"), 404, "not-found");
    assertProblem(api.get("/error"), 404, "not-found");
    assertProblem(api.get("/api/v1/masters/"), 404, "not-found");
  }

  @Test
  void a_node_that_is_no_address_is_a_problem() {
    for (String node : new String[] {"x", "x:", ":6379", "x:0", "x:65536", "x:06379"}) {
      assertProblem(
          api.get("/api/v1/masters/mymaster/nodes/" + node + "/primary"), 400, "invalid-parameter");
    }
    assertThat(api.get("/api/v1/masters/mymaster/nodes/::1:6379/primary").status()).isEqualTo(503);
  }

  @Test
  void brackets_of_an_ipv6_address_need_no_encoding() throws IOException {
    assertThat(raw("GET /api/v1/masters/mymaster/nodes/[::1]:6379/primary HTTP/1.1"))
        .startsWith("HTTP/1.1 503")
        .contains("has no such node");
  }
}
