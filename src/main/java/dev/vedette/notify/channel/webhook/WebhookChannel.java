package dev.vedette.notify.channel.webhook;

import com.samskivert.mustache.Template;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.Notification;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
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
  private final Closeable connections;

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
      InstantSource clock,
      Closeable connections) {
    this.name = name;
    this.url = url;
    this.client = client;
    this.signature = signature;
    this.format = content.format();
    this.template = content.template();
    this.headers = Map.copyOf(content.headers());
    this.clock = clock;
    this.connections = connections;
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

  /**
   * Only the server and the first part of a longer path: the rest may be a secret. A short digest
   * of the whole tells whether two addresses differ.
   */
  @Override
  public String target() {
    String path = Objects.requireNonNullElse(url.getRawPath(), "");
    int end = path.indexOf('/', 1);
    String server =
        url.getScheme()
            + "://"
            + url.getHost()
            + (url.getPort() < 0 ? "" : ":" + url.getPort())
            + (end < 0 ? "/" : path.substring(0, end + 1));
    boolean isAll = path.length() <= 1 && url.getRawQuery() == null && url.getRawUserInfo() == null;
    return isAll ? server : server + "… (" + digest(url.toString()) + ")";
  }

  /** Gives the connections back; a request that is under way fails, and is made again later. */
  @Override
  public void close() {
    try {
      connections.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
