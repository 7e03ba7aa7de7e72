package dev.vedette.notify.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.notify.Alerts;
import dev.vedette.notify.TlsParties;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import dev.vedette.notify.settings.TestChannels;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encryption and login of mails: a password goes only where it is meant to go. */
class EmailSecurityTest {

  private static TlsParties parties;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) {
    parties = new TlsParties(folder);
  }

  private static DeliveryResult send(ScriptedSmtp smtp, Map<String, String> more) throws Exception {
    Map<String, Object> properties = new HashMap<>();
    properties.put("to", "ops@example.org");
    properties.put("from", "vedette@example.org");
    properties.put("host", "127.0.0.1");
    properties.put("port", smtp.port());
    properties.put("username", "vedette");
    properties.put("password", "geheim");
    properties.put("ssl-bundle", "ours");
    properties.put("timeout", "20s");
    properties.putAll(more);
    Channel channel = TestChannels.of("email", properties, parties.bundles());
    return channel.deliver(
        new Channel.Attempt(Alerts.notification("r", Alerts.of("+odown", "m")), 1, null));
  }

  @Test
  void by_default_the_connection_is_encrypted_before_the_login() throws Exception {
    try (var smtp = new ScriptedSmtp(parties.server(), false)) {
      smtp.wantLogin();

      assertThat(send(smtp, Map.of())).isInstanceOf(Delivered.class);

      assertThat(smtp.sessions()).containsExactly("tls+login");
    }
  }

  @Test
  void a_server_that_cannot_encrypt_gets_no_mail() throws Exception {
    try (var smtp = new ScriptedSmtp()) {
      smtp.wantLogin();

      assertThat(send(smtp, Map.of()))
          .isInstanceOfSatisfying(
              Retry.class, retry -> assertThat(retry.error()).contains("STARTTLS"));

      assertThat(smtp.accepted()).isEmpty();
    }
  }

  @Test
  void unless_that_is_allowed() throws Exception {
    try (var smtp = new ScriptedSmtp()) {
      assertThat(send(smtp, Map.of("starttls", "opportunistic"))).isInstanceOf(Delivered.class);

      assertThat(smtp.sessions()).containsExactly("plain");
    }
  }

  @Test
  void encryption_from_the_beginning_is_another_way() throws Exception {
    try (var smtp = new ScriptedSmtp(parties.server(), true)) {
      smtp.wantLogin();

      assertThat(send(smtp, Map.of("tls", "true"))).isInstanceOf(Delivered.class);

      assertThat(smtp.sessions()).containsExactly("tls+login");
    }
  }

  @Test
  void a_server_that_nobody_vouches_for_gets_no_mail() throws Exception {
    try (var smtp = new ScriptedSmtp(parties.server(), false)) {
      assertThat(send(smtp, Map.of("ssl-bundle", "stranger"))).isInstanceOf(Retry.class);

      assertThat(smtp.accepted()).isEmpty();
    }
  }

  @Test
  void a_login_that_fails_is_tried_again_and_the_password_not_shown() throws Exception {
    try (var smtp = new ScriptedSmtp(parties.server(), false)) {
      smtp.wantLogin();

      assertThat(send(smtp, Map.of("password", "falsch")))
          .isInstanceOfSatisfying(
              Retry.class,
              retry -> assertThat(retry.error()).contains("535").doesNotContain("falsch"));

      assertThat(smtp.accepted()).isEmpty();
    }
  }
}
