package dev.vedette.notify.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import dev.vedette.notify.Alerts;
import dev.vedette.notify.HttpSink;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.DeliveryResult.Gone;
import dev.vedette.notify.channel.DeliveryResult.Rejected;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import dev.vedette.notify.channel.Notification;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookChannelTest {

  private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr";
  private static final String OLD_KEY = "whsec_plJ3nmyCDGBKInavdOK15jsl5jsl5jsl5jslAAAA";

  private final HttpSink sink = new HttpSink();

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void posts_json_with_the_headers_of_standard_webhooks() {
    var message = message();

    assertThat(deliver(channel(KEY), message)).isEqualTo(new Delivered("HTTP 204"));

    var request = sink.received().getFirst();
    assertThat(request.header("webhook-id")).isEqualTo(message.id());
    assertThat(Long.parseLong(request.header("webhook-timestamp")))
        .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(60L));
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.body()).contains("\"id\":\"" + message.id() + "\"").contains("+odown");
  }

  @Test
  void an_independent_library_verifies_the_signature_with_the_new_and_with_the_old_key()
      throws Exception {
    deliver(channel(KEY, OLD_KEY), message());

    var request = sink.received().getFirst();
    var headers = HttpHeaders.of(request.headers(), (name, value) -> true);
    assertThatCode(() -> new Webhook(KEY).verify(request.body(), headers))
        .doesNotThrowAnyException();
    assertThatCode(() -> new Webhook(OLD_KEY).verify(request.body(), headers))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new Webhook(KEY).verify(request.body() + " ", headers))
        .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
  }

  @Test
  void the_id_stays_the_same_when_it_is_sent_again() {
    var message = message();
    deliver(channel(), message);
    deliver(channel(), message);

    assertThat(sink.received())
        .extracting(request -> request.header("webhook-id"))
        .containsExactly(message.id(), message.id());
  }

  @Test
  void a_server_in_trouble_is_tried_again() {
    for (int status : new int[] {500, 502, 503, 408, 425}) {
      sink.status(status);
      assertThat(deliver(channel(), message())).isEqualTo(new Retry("HTTP " + status));
    }
  }

  @Test
  void a_busy_server_is_tried_again_when_it_says() {
    sink.behave(exchange -> {
      exchange.getResponseHeaders().add("Retry-After", "120");
      exchange.sendResponseHeaders(429, -1);
    });
    assertThat(deliver(channel(), message()))
        .isEqualTo(new Retry("HTTP 429", Duration.ofSeconds(120), null));

    sink.behave(exchange -> {
      exchange
          .getResponseHeaders()
          .add(
              "Retry-After",
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  Instant.now().plusSeconds(600).atOffset(ZoneOffset.UTC)));
      exchange.sendResponseHeaders(503, -1);
    });
    assertThat(deliver(channel(), message()))
        .isInstanceOfSatisfying(
            Retry.class,
            retry ->
                assertThat(retry.notBefore())
                    .isBetween(Duration.ofSeconds(500), Duration.ofSeconds(600)));
  }

  @Test
  void an_endpoint_that_is_gone_says_so() {
    sink.status(410);

    assertThat(deliver(channel(), message())).isEqualTo(new Gone("HTTP 410"));
  }

  @Test
  void a_redirect_is_not_followed() {
    sink.behave(exchange -> {
      exchange.getResponseHeaders().add("Location", sink.url("/elsewhere"));
      exchange.sendResponseHeaders(307, -1);
    });

    assertThat(deliver(channel(), message()))
        .isEqualTo(new Rejected("HTTP 307: redirects are not followed; use the final address"));
    assertThat(sink.received()).hasSize(1);
  }

  @Test
  void a_mistake_of_ours_is_not_tried_again_and_the_answer_is_shown() {
    sink.behave(exchange -> {
      byte[] body = "no such\r\ntoken".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(403, body.length);
      exchange.getResponseBody().write(body);
    });

    assertThat(deliver(channel(), message())).isEqualTo(new Rejected("HTTP 403: no such token"));
  }

  @Test
  void of_an_answer_of_ten_megabytes_only_the_beginning_is_read() {
    sink.behave(exchange -> {
      exchange.sendResponseHeaders(500, 10 << 20);
      try (var out = exchange.getResponseBody()) {
        byte[] chunk = new byte[1 << 16];
        java.util.Arrays.fill(chunk, (byte) 'x');
        for (int i = 0; i < 160; i++) {
          out.write(chunk);
        }
      } catch (java.io.IOException e) {
        // The other side has heard enough.
      }
    });

    var result = (Retry) deliver(channel(), message());
    assertThat(result.error()).startsWith("HTTP 500: xxxx").hasSizeLessThan(300);
  }

  @Test
  void a_server_that_hangs_is_given_up_after_the_time_limit() {
    var never = new CountDownLatch(1);
    sink.behave(exchange -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });

    var result = deliver(channel(Duration.ofMillis(200), true, PayloadFormat.VEDETTE), message());
    assertThat(result)
        .isInstanceOfSatisfying(
            Retry.class, retry -> assertThat(retry.error()).contains("Timeout"));
  }

  @Test
  void a_server_that_is_not_there_is_tried_again() {
    sink.close();

    assertThat(deliver(channel(), message())).isInstanceOf(Retry.class);
  }

  @Test
  void private_addresses_are_not_reached_unless_that_is_allowed() {
    var guarded = channel(Duration.ofSeconds(5), false, PayloadFormat.VEDETTE);

    assertThat(deliver(guarded, message()))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.error()).contains("may not reach"));
    assertThat(sink.received()).isEmpty();
  }

  @Test
  void what_is_shown_of_the_address_has_no_secrets() {
    String target = target("https://example.org/services/T000/B000/XXXX?token=1");

    assertThat(target).matches("https://example\\.org/services/… \\([0-9a-f]{8}\\)");
    assertThat(target("https://example.org/services/T000/B000/YYYY?token=1"))
        .as("another address")
        .isNotEqualTo(target);
    assertThat(target("https://example.org/XXXX")).startsWith("https://example.org/… (");
    assertThat(target("https://example.org:8443/")).isEqualTo("https://example.org:8443/");
  }

  private static String target(String url) {
    return new WebhookClient(true, Duration.ofSeconds(1), null)
        .channel(
            "hook",
            URI.create(url),
            List.of(),
            new WebhookChannel.Content(PayloadFormat.SLACK, null, Map.of()))
        .target();
  }

  @Test
  void a_secret_of_the_wrong_form_is_refused_without_being_shown() {
    assertThatThrownBy(() -> WebhookClient.requireSecret("whsec_c2hvcnQ="))
        .hasMessageContaining("24 to 64 bytes")
        .hasMessageNotContaining("c2hvcnQ");
  }

  private static DeliveryResult deliver(Channel channel, Notification message) {
    try {
      return channel.deliver(new Channel.Attempt(message, 1, null));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private WebhookChannel channel(String... secrets) {
    return new WebhookClient(true, Duration.ofSeconds(5), null)
        .channel(
            "hook",
            URI.create(sink.url("/hook")),
            List.of(secrets),
            new WebhookChannel.Content(PayloadFormat.VEDETTE, null, Map.of("X-Mine", "1")));
  }

  private WebhookChannel channel(Duration timeout, boolean allowPrivate, PayloadFormat format) {
    return new WebhookClient(allowPrivate, timeout, null)
        .channel(
            "hook",
            URI.create(sink.url("/hook")),
            List.of(),
            new WebhookChannel.Content(format, null, Map.of()));
  }

  private static Notification message() {
    return Alerts.notification("r", Alerts.of("+odown", "mymaster"));
  }
}
