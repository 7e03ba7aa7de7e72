package dev.vedette.notify.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.vedette.notify.Alerts;
import dev.vedette.notify.TlsParties;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import dev.vedette.notify.settings.TestChannels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks over TLS: whom we trust, and who we are. */
class WebhookTlsTest {

  private static TlsParties parties;

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final HttpsServer server;

  WebhookTlsTest() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) {
    parties = new TlsParties(folder);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(boolean wantsCertificate) {
    server.setHttpsConfigurator(
        new HttpsConfigurator(parties.server()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(wantsCertificate);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          received.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  private DeliveryResult post(Map<String, String> more) throws Exception {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("url", "https://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    properties.put("allow-private-networks", true);
    Channel channel = TestChannels.of("webhook", properties, parties.bundles());
    try {
      return channel.deliver(
          new Channel.Attempt(Alerts.notification("r", Alerts.of("+odown", "m")), 1, null));
    } finally {
      channel.close();
    }
  }

  @Test
  void a_server_with_a_certificate_of_our_own_authority_is_trusted() throws Exception {
    serve(false);

    assertThat(post(Map.of("ssl-bundle", "without-key", "bearer-token", "t")))
        .isEqualTo(new Delivered("HTTP 204"));
    assertThat(received).containsExactly("Bearer t");
  }

  @Test
  void a_server_that_nobody_vouches_for_gets_nothing() throws Exception {
    serve(false);

    assertThat(post(Map.of("bearer-token", "t"))).isInstanceOf(Retry.class);
    assertThat(post(Map.of("ssl-bundle", "stranger"))).isInstanceOf(Retry.class);
    assertThat(received).isEmpty();
  }

  @Test
  void a_server_that_wants_to_know_us_is_shown_our_certificate() throws Exception {
    serve(true);

    assertThat(post(Map.of("ssl-bundle", "without-key"))).isInstanceOf(Retry.class);
    assertThat(received).isEmpty();
    assertThat(post(Map.of("ssl-bundle", "ours", "username", "u", "password", "p")))
        .isInstanceOf(Delivered.class);
    assertThat(received).containsExactly("Basic dTpw");
  }
}
