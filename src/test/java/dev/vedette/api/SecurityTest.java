package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.api.ApiServer.Reply;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** With credentials configured. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {

  private static final String TOKEN = "s3cret-t0ken";
  private ApiServer api;

  @BeforeAll
  void start() throws Exception {
    BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(4);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
    ApiServer.Setup setup = ApiServer.setup().master("mymaster", 6390);
    for (String role : List.of("viewer", "operator", "admin")) {
      String user = "vedette.security.users." + role;
      setup.property(user + ".password", "{bcrypt}" + bcrypt.encode("pw-" + role));
      setup.property(user + ".roles", role);
    }
    api =
        setup
            .property("vedette.security.tokens.robot.hash", HexFormat.of().formatHex(hash))
            .property("vedette.security.tokens.robot.roles", "operator")
            .property("vedette.security.cors.allowed-origins", "https://ops.example.com")
            .property("vedette.security.failed-logins.limit", "50")
            .property("management.endpoints.web.exposure.include", "*")
            .start();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private static String basic(String name, String password) {
    String pair = name + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private Reply as(@Nullable String authorization, String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return api.send(request);
  }

  private Reply asRole(String role, String method, String path) {
    return as(basic(role, "pw-" + role), method, path);
  }

  @Test
  void only_health_is_open_to_everybody() {
    assertThat(as(null, "GET", "/actuator/health").status()).isNotEqualTo(401);
    for (String path :
        List.of(
            "/api/v1/masters",
            "/actuator",
            "/actuator/info",
            "/v3/api-docs",
            "/swagger-ui.html",
            "/swagger-ui/index.html",
            "/nothing")) {
      Reply refused = as(null, "GET", path);
      assertThat(refused.status()).as(path).isEqualTo(401);
      assertThat(refused.json().path("type").asString()).endsWith("/unauthenticated");
      assertThat(refused.raw().headers().allValues("WWW-Authenticate"))
          .anyMatch(challenge -> challenge.startsWith("Basic"))
          .anyMatch(challenge -> challenge.startsWith("Bearer"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "viewer,   GET,    /api/v1/masters,                   200",
    "viewer,   POST,   /api/v1/masters/mymaster/failover, 403",
    "viewer,   POST,   /api/v1/masters/mymaster/reset,    403",
    "viewer,   POST,   /api/v1/config/flush,              403",
    "viewer,   DELETE, /api/v1/pending-scripts/1,         403",
    "viewer,   DELETE, /api/v1/masters/mymaster,          403",
    "viewer,   GET,    /actuator/env,                     403",
    "operator, POST,   /api/v1/masters/mymaster/failover, 422",
    "operator, POST,   /api/v1/masters/mymaster/reset,    200",
    "operator, POST,   /api/v1/config/flush,              204",
    "operator, DELETE, /api/v1/pending-scripts/1,         404",
    "operator, DELETE, /api/v1/masters/mymaster,          403",
    "operator, POST,   /api/v1/masters,                   403",
    "operator, PATCH,  /api/v1/masters/mymaster,          403",
    "operator, PATCH,  /api/v1/config,                    403",
    "operator, POST,   /api/v1/simulate-failure,          403",
    "operator, POST,   /api/v1/something/new,             403",
    "admin,    DELETE, /api/v1/masters/nix,               404",
    "admin,    POST,   /api/v1/masters,                   400"
  })
  void each_role_may_do_its_part(String role, String method, String path, int status) {
    assertThat(asRole(role, method, path).status()).isEqualTo(status);
  }

  @Test
  void a_refusal_names_the_role_that_is_needed() {
    Reply refused = asRole("viewer", "DELETE", "/api/v1/masters/mymaster");

    assertThat(refused.json().path("type").asString()).endsWith("/forbidden");
    assertThat(refused.json().path("detail").asString()).contains("admin").contains("viewer");
  }

  @Test
  void a_token_is_as_good_as_a_name_and_password() {
    assertThat(as("Bearer " + TOKEN, "GET", "/api/v1/masters").status()).isEqualTo(200);
    assertThat(as("Bearer " + TOKEN, "POST", "/api/v1/config/flush").status()).isEqualTo(204);
    assertThat(as("Bearer " + TOKEN, "DELETE", "/api/v1/masters/mymaster").status()).isEqualTo(403);
  }

  @Test
  void wrong_credentials_are_refused_and_not_repeated() {
    for (String wrong :
        List.of(
            basic("admin", "wrong"),
            basic("nobody", "pw-admin"),
            basic("admin", ""),
            "Bearer wrong",
            "Bearer ",
            "Basic not-base64!",
            "Basic " + Base64.getEncoder().encodeToString(new byte[] {'x'}))) {
      Reply refused = as(wrong, "GET", "/api/v1/masters");
      assertThat(refused.status()).as(wrong).isEqualTo(401);
      assertThat(refused.text()).doesNotContain("wrong").doesNotContain("nobody");
    }
  }

  @Test
  void a_page_of_another_origin_changes_nothing_unless_it_is_allowed() {
    String admin = basic("admin", "pw-admin");
    String path = "/api/v1/config/flush";

    assertThat(as(admin, "POST", path, "Origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(as(admin, "POST", path, "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(as(admin, "POST", path, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(204);
    assertThat(as(admin, "POST", path, "Origin", "https://ops.example.com").status())
        .isEqualTo(204);
  }

  @Test
  void only_an_allowed_origin_may_read_answers() {
    String viewer = basic("viewer", "pw-viewer");

    Reply allowed = as(viewer, "GET", "/api/v1/masters", "Origin", "https://ops.example.com");
    assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://ops.example.com");
    assertThat(allowed.header("Access-Control-Allow-Credentials")).isEmpty();

    Reply other = as(viewer, "GET", "/api/v1/masters", "Origin", "https://evil.example");
    assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();

    Reply preflight =
        as(
            null,
            "OPTIONS",
            "/api/v1/masters",
            "Origin",
            "https://ops.example.com",
            "Access-Control-Request-Method",
            "PATCH");
    assertThat(preflight.status()).isEqualTo(200);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
  }

  @Test
  void what_is_configured_is_not_shown_to_anybody() {
    for (String path : List.of("/actuator/env", "/actuator/configprops")) {
      Reply shown = asRole("admin", "GET", path);
      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.text()).contains("******").doesNotContain("$2a$");
    }
  }

  @Test
  void answers_carry_the_usual_headers() {
    Reply reply = asRole("viewer", "GET", "/api/v1/masters");

    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(reply.header("Cache-Control")).contains("no-store");
    assertThat(reply.header("Content-Security-Policy")).contains("default-src 'self'");
    assertThat(reply.header("Server")).isEmpty();
    assertThat(reply.header("Set-Cookie")).isEmpty();
  }

  @Test
  void changes_and_refused_changes_are_in_the_journal_without_secrets() {
    as(basic("operator", "pw-operator"), "DELETE", "/api/v1/masters/mymaster");
    HttpRequest.Builder patch =
        HttpRequest.newBuilder(api.uri("/api/v1/masters/mymaster"))
            .header("Authorization", basic("admin", "pw-admin"))
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"authPass\":\"hunter2\"}"));
    assertThat(api.send(patch).status()).isEqualTo(200);

    String audit =
        org.awaitility.Awaitility.await()
            .until(
                () -> asRole("viewer", "GET", "/api/v1/events?type=%2Baudit").text(),
                text -> text.contains("auth-pass"));
    assertThat(audit).contains("\"who\":\"admin\"").contains("\"from\":\"127.0.0.1\"");
    assertThat(audit).contains("\"who\":\"operator\"").contains("\"status\":403");
    assertThat(audit).doesNotContain("hunter2");
  }
}
