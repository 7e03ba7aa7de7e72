package dev.vedette.notify.channel.webhook;

import com.samskivert.mustache.Template;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.Notification;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Sends a POST per message. 2xx means told; 408, 425, 429 and 5xx mean another attempt, not before
 * {@code Retry-After}; 410 means that the receiver wants nothing any more. Anything else, redirects
 * included, means that the settings are wrong, and another attempt would not help.
 */
public final class WebhookChannel implements Channel {

  private static final int SHOWN_BODY = 200;

  private final String name;
  private final URI url;
  private final RestClient client;
  private final WebhookSignature signature;
  private final PayloadFormat format;
  private final @Nullable Template template;
  private final Map<String, String> headers;
  private final InstantSource clock;

  /**
   * What the requests are.
   *
   * @param format of their body
   * @param template only for {@link PayloadFormat#TEMPLATE}
   * @param headers more headers, credentials included
   */
  public record Content(
      PayloadFormat format, @Nullable Template template, Map<String, String> headers) {}

  WebhookChannel(
      String name,
      URI url,
      RestClient client,
      WebhookSignature signature,
      Content content,
      InstantSource clock) {
    this.name = name;
    this.url = url;
    this.client = client;
    this.signature = signature;
    this.format = content.format();
    this.template = content.template();
    this.headers = Map.copyOf(content.headers());
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public DeliveryResult deliver(Attempt attempt) {
    Notification notification = attempt.notification();
    PayloadFormat.Payload payload = format.render(notification, template);
    long timestamp = clock.instant().getEpochSecond();
    try {
      return client
          .post()
          .uri(url)
          .contentType(MediaType.parseMediaType(payload.contentType()))
          .headers(all -> {
            headers.forEach(all::set);
            all.set("webhook-id", notification.id());
            all.set("webhook-timestamp", Long.toString(timestamp));
            if (signature.isOn()) {
              all.set(
                  "webhook-signature",
                  signature.sign(notification.id(), timestamp, payload.body()));
            }
          })
          .body(payload.body().getBytes(StandardCharsets.UTF_8))
          .exchange((request, response) -> judge(response));
    } catch (ResourceAccessException e) {
      if (e.getCause() instanceof AddressGuard.ForbiddenAddressException forbidden) {
        return new DeliveryResult.Rejected(String.valueOf(forbidden.getMessage()));
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String what = cause.getClass().getSimpleName() + ": " + cause.getMessage();
      return new DeliveryResult.Retry(what.replaceAll("\\s+", " "));
    }
  }

  private DeliveryResult judge(ClientHttpResponse response) throws IOException {
    HttpStatusCode status = response.getStatusCode();
    if (status.is2xxSuccessful()) {
      return new DeliveryResult.Delivered("HTTP " + status.value());
    }
    String error = "HTTP " + status.value() + beginning(response);
    int code = status.value();
    if (code == 410) {
      return new DeliveryResult.Gone(error);
    }
    if (code == 408 || code == 425 || code == 429 || status.is5xxServerError()) {
      return new DeliveryResult.Retry(error, retryAfter(response.getHeaders()), null);
    }
    if (status.is3xxRedirection()) {
      return new DeliveryResult.Rejected(
          "HTTP " + code + ": redirects are not followed; use the final address");
    }
    return new DeliveryResult.Rejected(error);
  }

  /** A little of what the other side says, whatever it says. */
  private static String beginning(ClientHttpResponse response) {
    try {
      byte[] start = response.getBody().readNBytes(SHOWN_BODY);
      String text =
          new String(start, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
      return text.isEmpty() ? "" : ": " + text;
    } catch (IOException e) {
      return "";
    }
  }

  private @Nullable Duration retryAfter(HttpHeaders all) {
    String value = all.getFirst(HttpHeaders.RETRY_AFTER);
    if (value == null) {
      return null;
    }
    try {
      return Duration.ofSeconds(Math.max(0, Long.parseLong(value.strip())));
    } catch (NumberFormatException notSeconds) {
      try {
        Instant until =
            ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(clock.instant(), until);
        return wait.isNegative() ? Duration.ZERO : wait;
      } catch (DateTimeParseException notDate) {
        return null;
      }
    }
  }

  @Override
  public String preview(Notification notification) {
    PayloadFormat.Payload payload = format.render(notification, template);
    return "POST "
        + target()
        + "\nContent-Type: "
        + payload.contentType()
        + "\n\n"
        + payload.body();
  }

  /** Without query and user: they may be secrets. So may the path: it is shortened. */
  @Override
  public String target() {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String shown = path.length() <= 16 ? path : path.substring(0, 16) + "…";
    return url.getScheme()
        + "://"
        + url.getHost()
        + (url.getPort() < 0 ? "" : ":" + url.getPort())
        + shown;
  }
}
