package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.api.ApiServer.Reply;
import dev.vedette.notify.HttpSink;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.JsonNode;

/** The notification queue, silences, routes and channels over HTTP, with a real receiver. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationsTest {

  private static final String ROOT = "/api/v1/notifications";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr";
  private static final String ROUTES =
      """
      vedette.notify.routes[0].name=all
      vedette.notify.routes[0].set=essential
      vedette.notify.routes[0].channels=hook,lines
      """;

  private final HttpSink sink = new HttpSink();
  private ApiServer api;
  private Path file;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    file = folder.resolve("application.properties");
    Files.writeString(file, ROUTES);
    ApiServer.Setup setup = ApiServer.setup();
    setup.property("spring.config.additional-location", folder.toUri().toString());
    BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(4);
    for (String role : List.of("viewer", "operator", "admin")) {
      setup.property(
          "vedette.security.users." + role + ".password", "{bcrypt}" + bcrypt.encode(role));
      setup.property("vedette.security.users." + role + ".roles", role);
    }
    String hook = "vedette.notify.channels.webhook.hook.";
    setup.property(hook + "url", sink.url("/in/hidden-path?key=hidden-key"));
    setup.property(hook + "allow-private-networks", "true");
    setup.property(hook + "secrets", SECRET);
    setup.property(hook + "bearer-token", "hidden-token");
    setup.property("vedette.notify.channels.log.lines.level", "info");
    api = setup.start();
  }

  @AfterAll
  void stop() {
    api.close();
    sink.close();
  }

  @BeforeEach
  void theReceiverIsWell() {
    sink.status(204);
  }

  private Reply as(String user, String method, String path, @Nullable String body) {
    String pair = user + ":" + user;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri(ROOT + path))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    return api.send(request);
  }

  private Reply operator(String method, String path) {
    return as("operator", method, path, null);
  }

  private Reply operator(String method, String path, String body) {
    return as("operator", method, path, body);
  }

  /** Sends a test message to the webhook, and returns the number of its delivery. */
  private long sent(String comment) {
    Reply reply =
        operator("POST", "/test", "{\"channel\":\"hook\",\"comment\":\"" + comment + "\"}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    return reply.json().path("deliveries").path(0).path("id").asLong();
  }

  private JsonNode delivery(long id) {
    return as("viewer", "GET", "/queue/" + id, null).json();
  }

  private void awaitState(long id, String state) {
    await("delivery " + id + " is " + state)
        .atMost(Duration.ofSeconds(60))
        .until(() -> delivery(id).path("state").asString(), state::equals);
  }

  private long received(String messageId) {
    return sink.received().stream()
        .filter(request -> request.header("webhook-id").equals(messageId))
        .count();
  }

  @Test
  void a_test_of_a_route_goes_to_all_its_channels() {
    Reply reply = operator("POST", "/test", "{\"route\":\"all\",\"comment\":\"by route\"}");

    assertThat(reply.status()).isEqualTo(202);
    JsonNode deliveries = reply.json().path("deliveries");
    assertThat(deliveries.valueStream().map(d -> d.path("channel").asString()))
        .containsExactly("hook", "lines");
    deliveries.forEach(d -> awaitState(d.path("id").asLong(), "delivered"));
    assertThat(sink.received())
        .anySatisfy(request -> assertThat(request.body()).contains("by route"));
  }

  @Test
  void a_dry_run_shows_what_would_be_sent_and_sends_nothing() {
    String newest = operator("GET", "/queue?limit=1").text();
    int before = sink.received().size();

    Reply reply = operator("POST", "/test", "{\"route\":\"all\",\"dryRun\":true}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("previews").path("hook").asString())
        .contains("vedette.notification")
        .doesNotContain("hidden");
    assertThat(reply.json().path("previews").path("lines").asString()).isNotBlank();
    assertThat(reply.json().path("deliveries")).isEmpty();
    assertThat(operator("GET", "/queue?limit=1").text()).isEqualTo(newest);
    assertThat(sink.received()).hasSize(before);
  }

  @Test
  void what_was_given_up_is_replayed_under_the_same_id() {
    sink.status(400);
    long id = sent("refused");
    awaitState(id, "dead");
    assertThat(delivery(id).path("error").asString()).contains("HTTP 400");
    assertThat(operator("GET", "/queue?state=dead&channel=hook").json().path("items"))
        .anySatisfy(item -> assertThat(item.path("id").asLong()).isEqualTo(id));

    sink.status(204);
    Reply replay = operator("POST", "/queue/replay?state=dead&channel=hook");

    assertThat(replay.json().path("count").asInt()).isPositive();
    awaitState(id, "delivered");
    assertThat(received(delivery(id).path("messageId").asString())).isEqualTo(2);
  }

  @Test
  void a_channel_whose_receiver_is_gone_is_disabled_until_it_is_enabled() {
    sink.status(410);
    long id = sent("gone");
    awaitState(id, "dead");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> channel("hook").path("disabledBecause").asString("").contains("410"));

    sink.status(204);
    assertThat(operator("POST", "/channels/hook/enable").status()).isEqualTo(204);
    assertThat(channel("hook").path("disabledBecause").isNull()).isTrue();
    assertThat(operator("POST", "/queue/" + id + "/retry").status()).isEqualTo(200);

    awaitState(id, "delivered");
  }

  private JsonNode channel(String name) {
    return as("viewer", "GET", "/channels", null)
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_waits_is_cancelled_one_by_one_and_by_filter() {
    sink.status(503);
    long first = sent("one");
    long second = sent("two");
    long third = sent("three");

    assertThat(operator("DELETE", "/queue/" + first).status()).isEqualTo(204);
    assertThat(operator("DELETE", "/queue/" + first).status()).isEqualTo(404);
    assertThat(operator("DELETE", "/queue?channel=lines").json().path("count").asInt()).isZero();
    assertThat(operator("DELETE", "/queue?channel=hook").json().path("count").asInt()).isEqualTo(2);

    for (long id : new long[] {first, second, third}) {
      assertThat(delivery(id).path("state").asString()).isEqualTo("cancelled");
      assertThat(delivery(id).path("dueAt").isNull()).isTrue();
    }
  }

  @Test
  void the_queue_is_read_page_by_page() {
    long first = sent("page one");
    long second = sent("page two");

    JsonNode page = operator("GET", "/queue?limit=1&before=" + (second + 1)).json();
    assertThat(page.path("items").path(0).path("id").asLong()).isEqualTo(second);
    JsonNode next = operator("GET", "/queue?limit=1&before=" + page.path("next").asLong()).json();
    assertThat(next.path("items").path(0).path("id").asLong()).isEqualTo(first);
  }

  @Test
  void a_silence_has_a_creator_a_reason_and_an_end() {
    Reply added =
        operator(
            "POST",
            "/silences",
            "{\"masters\":[\"test-*\"],\"events\":[\"+sdown\"],"
                + "\"endsAt\":\"2999-01-01T00:00:00Z\",\"comment\":\"maintenance\"}");

    assertThat(added.status()).as(added.text()).isEqualTo(201);
    String id = added.json().path("id").asString();
    assertThat(added.header("Location")).isEqualTo(ROOT + "/silences/" + id);
    assertThat(added.json().path("creator").asString()).isEqualTo("operator");
    assertThat(added.json().path("state").asString()).isEqualTo("active");
    assertThat(as("viewer", "GET", "/silences/" + id, null).json()).isEqualTo(added.json());
    assertThat(as("viewer", "GET", "/silences", null).json().path("items")).contains(added.json());

    assertThat(operator("DELETE", "/silences/" + id).status()).isEqualTo(204);
    assertThat(operator("GET", "/silences/" + id).status()).isEqualTo(404);
    assertThat(operator("DELETE", "/silences/" + id).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                        | endsAt",
        "{\"masters\":[\"*\"],\"endsAt\":\"2999-01-01T00:00:00Z\"}                  | comment",
        "{\"masters\":[\"*\"],\"endsAt\":\"1999-01-01T00:00:00Z\",\"comment\":\"c\"} | endsAt",
        "{\"endsAt\":\"2999-01-01T00:00:00Z\",\"comment\":\"c\"}                    | masters",
        "{\"masters\":[\" \"],\"endsAt\":\"2999-01-01T00:00:00Z\",\"comment\":\"c\"} | masters[0]",
        "{\"masters\":[\"*\"],\"endsAt\":\"soon\",\"comment\":\"c\"}                | endsAt",
        "{\"masters\":\"*\",\"endsAt\":\"2999-01-01T00:00:00Z\",\"comment\":\"c\"}  | masters",
        "{\"mastres\":[\"*\"],\"endsAt\":\"2999-01-01T00:00:00Z\",\"comment\":\"c\"} | mastres"
      })
  void a_silence_with_a_mistake_names_the_field_and_changes_nothing(String body, String field) {
    String before = operator("GET", "/silences").text();

    Reply reply = operator("POST", "/silences", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("\"" + field + "\"");
    assertThat(operator("GET", "/silences").text()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                        | 400 | channel",
        "{\"channel\":\"hook\",\"route\":\"all\"}  | 400 | channel",
        "{\"channel\":\"nix\"}                     | 404 | lines",
        "{\"route\":\"nix\"}                       | 404 | all",
        "{\"chanel\":\"hook\"}                     | 400 | chanel",
        "{\"channel\":\"hook\",\"dryRun\":\"no\"}  | 400 | dryRun",
        "[]                                        | 400 | malformed",
        "{                                         | 400 | malformed"
      })
  void a_test_with_a_mistake_says_what_is_wrong(String body, int status, String named) {
    Reply reply = operator("POST", "/test", body);

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.text()).contains(named);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /queue?limit=0, 400",
    "GET, /queue?limit=501, 400",
    "GET, /queue?before=-1, 400",
    "GET, /queue?before=x, 400",
    "GET, /queue?state=lost, 400",
    "GET, /queue/x, 400",
    "GET, /queue/99999, 404",
    "DELETE, /queue?chanel=hook, 400",
    "POST, /queue/replay?state=delivered, 400",
    "POST, /queue/99999/retry, 404",
    "POST, /channels/nix/enable, 404",
    "PUT, /routes, 405"
  })
  void bad_parameters_are_refused(String method, String path, int status) {
    // Whatever no rule names is for an admin.
    assertThat(as("admin", method, path, null).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "viewer, POST, /test",
    "viewer, POST, /queue/replay",
    "viewer, POST, /queue/1/retry",
    "viewer, DELETE, /queue",
    "viewer, DELETE, /queue/1",
    "viewer, POST, /silences",
    "viewer, DELETE, /silences/x",
    "viewer, POST, /channels/hook/enable",
    "viewer, POST, /reload",
    "operator, POST, /reload"
  })
  void who_may_only_look_changes_nothing(String user, String method, String path) {
    assertThat(as(user, method, path, null).status()).isEqualTo(403);
  }

  @Test
  void nothing_that_is_shown_is_a_secret() {
    Reply channels = as("viewer", "GET", "/channels", null);

    assertThat(channels.status()).isEqualTo(200);
    assertThat(channel("hook").path("target").asString()).startsWith("http://127.0.0.1:");
    assertThat(channels.text()).doesNotContain("hidden").doesNotContain("whsec");
    assertThat(as("viewer", "GET", "/routes", null).json().path("items").path(0).path("set"))
        .hasToString("\"essential\"");
  }

  @Test
  void routes_are_read_again_and_a_bad_configuration_leaves_the_old_ones() throws IOException {
    String before = operator("GET", "/routes").text();
    Files.writeString(file, ROUTES + "vedette.notify.routes[0].events=+sdwon\n");

    Reply refused = as("admin", "POST", "/reload", null);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("field").asString())
        .isEqualTo("vedette.notify.routes[0].events[0]");
    assertThat(refused.json().path("detail").asString()).contains("+sdwon");
    assertThat(operator("GET", "/routes").text()).isEqualTo(before);

    Files.writeString(file, ROUTES + "vedette.notify.rutes[0].name=x\n");
    Reply unknown = as("admin", "POST", "/reload", null);
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.json().path("field").asString()).isEqualTo("vedette.notify.rutes[0].name");

    Files.writeString(file, ROUTES.replace("essential", "all-warnings"));
    Reply taken = as("admin", "POST", "/reload", null);
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    assertThat(taken.json().path("items").path(0).path("set").asString()).isEqualTo("all-warnings");
    assertThat(operator("GET", "/routes").text()).isEqualTo(taken.text());

    Files.writeString(file, ROUTES);
    assertThat(as("admin", "POST", "/reload", null).text()).isEqualTo(before);
  }
}
