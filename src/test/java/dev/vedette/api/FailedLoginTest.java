package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.api.ApiServer.Reply;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

class FailedLoginTest {

  private static Reply with(ApiServer api, String token) {
    return api.send(
        HttpRequest.newBuilder(api.uri("/api/v1/masters"))
            .header("Authorization", "Bearer " + token));
  }

  @Test
  void too_many_failed_log_ins_shut_an_address_out() {
    // SHA-256 of "test".
    String hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    try (ApiServer api =
        ApiServer.setup()
            .property("vedette.security.tokens.robot.hash", hash)
            .property("vedette.security.tokens.robot.roles", "viewer")
            .property("vedette.security.failed-logins.limit", "3")
            .start()) {
      assertThat(with(api, "test").status()).isEqualTo(200);
      for (int i = 0; i < 3; i++) {
        assertThat(with(api, "wrong").status()).isEqualTo(401);
      }

      Reply refused = with(api, "test");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
      assertThat(refused.json().path("type").asString()).endsWith("/too-many-failed-logins");
      assertThat(api.get("/actuator/health").status()).isNotEqualTo(429);
    }
  }
}
