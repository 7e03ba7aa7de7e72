package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.api.ApiServer.Reply;
import dev.vedette.api.OperationTries.Call;
import dev.vedette.api.OperationTries.Try;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.JsonNode;

/**
 * Walks every operation of the OpenAPI document on a service that watches real Redis: once right,
 * once wrong, once without the role it needs. What comes back must be documented, each property.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationIT {

  private final RedisLab lab = new RedisLab();
  private ApiServer api;
  private JsonNode document;
  private Map<String, Operation> operations;
  private String master;
  private String replica;

  /** What earlier operations made, for the paths of later ones. */
  private final Map<String, String> made = new HashMap<>();

  @BeforeAll
  void start() {
    RedisGroup group = lab.group(1);
    master = "127.0.0.1:" + group.master().port();
    replica = "127.0.0.1:" + group.replica(0).port();
    BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(4);
    ApiServer.Setup setup =
        ApiServer.setup()
            .master("mymaster", group.master().port(), m -> m.withDownAfterMillis(60_000))
            .master("spare", 1, m -> m.withDownAfterMillis(3_600_000))
            .realLinks();
    for (String role : List.of("viewer", "admin")) {
      setup.property(
          "vedette.security.users." + role + ".password", "{bcrypt}" + bcrypt.encode(role));
      setup.property("vedette.security.users." + role + ".roles", role);
    }
    setup.scripts().add(7);
    // Nobody listens there, so a delivery waits for its next attempt.
    setup
        .property("vedette.notify.channels.webhook.hook.url", "http://127.0.0.1:1/")
        .property("vedette.notify.channels.webhook.hook.allow-private-networks", "true");
    api = setup.start();
    document = admin("GET", Call.of("/v3/api-docs")).json();
    operations =
        Operation.all(document).stream()
            .collect(Collectors.toMap(Operation::id, Function.identity()));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            !admin("GET", Call.of("/api/v1/masters/mymaster/candidates"))
                .json()
                .path("best")
                .isNull());
  }

  @AfterAll
  void stop() {
    api.close();
    lab.close();
  }

  private Reply admin(String method, Call call) {
    return send("admin", method, call);
  }

  private Reply send(@Nullable String user, String method, Call call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(call.path()));
    if (user != null) {
      String pair = user + ":" + user;
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    String body = call.body();
    if (body != null) {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(body));
    } else {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    }
    return api.send(request);
  }

  @TestFactory
  List<DynamicTest> every_operation_works_once_right_once_wrong_and_once_without_a_role() {
    List<Try> tries = OperationTries.all(master, replica);
    Set<String> tried = tries.stream().map(Try::id).collect(Collectors.toSet());
    tried.add("streamEvents");
    assertThat(operations.keySet()).containsExactlyInAnyOrderElementsOf(tried);
    return tries.stream().map(each -> DynamicTest.dynamicTest(each.id(), () -> run(each))).toList();
  }

  private void run(Try each) {
    Operation operation = Objects.requireNonNull(operations.get(each.id()));
    Call right = each.right().with(made);

    Reply none = send(null, operation.method(), right);
    assertThat(none.status()).isEqualTo(401);
    if (each.needsMore()) {
      Reply refused = send("viewer", operation.method(), right);
      assertThat(refused.status()).isEqualTo(403);
      assertDocumented(operation, refused);
    }

    Reply bad = admin(operation.method(), each.wrong());
    assertThat(bad.status()).as(bad.text()).isEqualTo(each.wrongStatus());
    assertDocumented(operation, bad);

    Reply good = admin(operation.method(), right);
    assertThat(good.status()).as(good.text()).isEqualTo(each.status());
    assertDocumented(operation, good);
    switch (each.id()) {
      case "startFailover" -> {
        String failover = good.json().path("id").asString();
        made.put("failover", failover);
        assertThat(good.header("Location")).isEqualTo("/api/v1/failovers/" + failover);
        awaitEnd(failover);
      }
      case "testNotification" ->
          made.put("delivery", good.json().path("deliveries").get(0).path("id").asString());
      case "addSilence" -> {
        made.put("silence", good.json().path("id").asString());
        assertThat(good.header("Location"))
            .isEqualTo("/api/v1/notifications/silences/" + made.get("silence"));
      }
      default -> {}
    }
  }

  private void awaitEnd(String failover) {
    Call record = Call.of("/api/v1/failovers/" + failover);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> admin("GET", record).json().path("outcome").asString(), "promoted"::equals);
  }

  private void assertDocumented(Operation operation, Reply reply) {
    JsonNode answer = operation.answer(document, reply.status());
    assertThat(answer.isMissingNode())
        .as("%s %s answers %d", operation.method(), operation.path(), reply.status())
        .isFalse();
    if (reply.text().isEmpty()) {
      return;
    }
    String type = reply.header("Content-Type");
    JsonNode schema = answer.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as("schema of %s in %s", type, answer).isFalse();
    if (reply.status() < 400) {
      assertMatches(reply.json(), schema, "");
    }
  }

  /** Every property that is sent is documented, and the other way round. */
  private void assertMatches(JsonNode value, JsonNode schema, String at) {
    JsonNode resolved = schema;
    while (resolved.has("$ref")) {
      resolved = document.at(resolved.path("$ref").asString().substring(1));
    }
    if (value.isNull()) {
      assertThat(resolved.toString()).as("null at '%s'", at).contains("\"null\"");
      return;
    }
    for (JsonNode alternative : resolved.path("anyOf")) {
      if (alternative.has("$ref")) {
        assertMatches(value, alternative, at);
        return;
      }
    }
    if (value.isArray()) {
      for (JsonNode item : value) {
        assertMatches(item, resolved.path("items"), at + "[]");
      }
      return;
    }
    if (!value.isObject() || resolved.has("additionalProperties")) {
      return;
    }
    assertThat(value.propertyNames())
        .as("properties at '%s'", at)
        .containsExactlyInAnyOrderElementsOf(resolved.path("properties").propertyNames());
    assertThat(value.propertyNames())
        .containsAll(resolved.path("required").valueStream().map(JsonNode::asString).toList());
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      assertMatches(
          property.getValue(),
          resolved.path("properties").path(property.getKey()),
          at + "." + property.getKey());
    }
  }

  @TestFactory
  List<DynamicTest> the_stream_works_once_right_once_wrong_and_once_without_a_role() {
    String admin =
        "Authorization: Basic "
            + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8))
            + "\r\n";
    return List.of(
        DynamicTest.dynamicTest(
            "right", () -> assertThat(firstLine("", admin)).startsWith("HTTP/1.1 200")),
        DynamicTest.dynamicTest(
            "wrong", () -> assertThat(firstLine("?level=loud", admin)).startsWith("HTTP/1.1 400")),
        DynamicTest.dynamicTest(
            "without a role", () -> assertThat(firstLine("", "")).startsWith("HTTP/1.1 401")));
  }

  private String firstLine(String query, String header) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.uri("/").getPort())) {
      String request =
          "GET /api/v1/events/stream"
              + query
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + header
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }
}
