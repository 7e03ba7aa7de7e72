package dev.vedette.notify.channel.webhook;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.AlertText;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.channel.webhook.PayloadFormat.Payload;
import dev.vedette.notify.route.Item;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The JSON bodies. */
final class JsonPayloads {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String MEDIA_TYPE = "application/json";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Slack shows no more blocks than this in one message. */
  private static final int MAX_BLOCKS = 48;

  private static final int MAX_SLACK_TEXT = 2_900;

  private JsonPayloads() {}

  /** A time in the form of RFC 3339, with milliseconds. */
  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  static String severity(Alert alert) {
    return AlertText.severity(alert).name().toLowerCase(Locale.ROOT);
  }

  static Payload vedette(Notification notification) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "vedette.notification");
    body.put("id", notification.id());
    body.put("timestamp", time(notification.createdMillis()));
    body.put("data", data(notification));
    return json(MEDIA_TYPE, body);
  }

  private static Map<String, Object> data(Notification notification) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("status", lower(notification.status()));
    data.put("summary", notification.summary());
    data.put("severity", severity(notification.headline()));
    data.put("route", notification.route());
    data.put("group", notification.groupKey());
    data.put("master", notification.master());
    data.put("failover", notification.failover());
    data.put("sentinel", notification.sentinel());
    data.put("omitted", notification.omitted());
    data.put("alerts", notification.items().stream().map(JsonPayloads::alert).toList());
    return data;
  }

  private static Map<String, Object> alert(Item item) {
    Alert alert = item.alert();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", alert.fleetId());
    json.put("kind", lower(item.kind()));
    json.put("event", alert.event());
    json.put("payload", alert.payload());
    json.put("text", AlertText.sentence(alert));
    json.put("level", lower(alert.level()));
    json.put("severity", severity(alert));
    json.put("master", alert.master());
    json.put("instance", alert.subject());
    json.put("role", lower(alert.role()));
    json.put("epoch", alert.epoch());
    json.put("failover", alert.failover());
    json.put("sequence", alert.sequence());
    json.put("time", time(alert.timeMillis()));
    json.put("timeMs", alert.timeMillis());
    json.put("since", time(item.sinceMillis()));
    json.put("repeat", item.repeat());
    return json;
  }

  static Payload cloudEvents(Notification notification) {
    List<Map<String, Object>> events =
        notification.items().stream().map(item -> cloudEvent(notification, item)).toList();
    return events.size() == 1
        ? json("application/cloudevents+json", events.getFirst())
        : json("application/cloudevents-batch+json", events);
  }

  private static Map<String, Object> cloudEvent(Notification notification, Item item) {
    Alert alert = item.alert();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", alert.fleetId() + (item.repeat() == 0 ? "" : "." + item.repeat()));
    event.put("source", "/vedette/sentinels/" + alert.sentinel());
    event.put("type", "dev.vedette." + lower(item.kind()) + "." + eventName(alert));
    if (alert.master() != null) {
      event.put("subject", URLEncoder.encode(alert.master(), StandardCharsets.UTF_8));
    }
    event.put("time", time(alert.timeMillis()));
    event.put("datacontenttype", MEDIA_TYPE);
    Map<String, Object> data = alert(item);
    data.put("route", notification.route());
    data.put("notification", notification.id());
    event.put("data", data);
    return event;
  }

  /** {@code +sdown} and {@code -sdown} are {@code sdown} and {@code sdown-cleared}. */
  private static String eventName(Alert alert) {
    String event = alert.event();
    return switch (event.charAt(0)) {
      case '+' -> event.substring(1);
      case '-' -> event.substring(1) + "-cleared";
      default -> event;
    };
  }

  static Payload slack(Notification notification) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("text", slackText(symbol(notification) + " " + notification.summary()));
    List<Map<String, Object>> blocks = new ArrayList<>();
    blocks.add(section("*" + slackText(symbol(notification) + " " + notification.summary()) + "*"));
    for (Item item : notification.items()) {
      if (blocks.size() == MAX_BLOCKS) {
        break;
      }
      Alert alert = item.alert();
      blocks.add(
          section(
              "`%s` %s\n%s · epoch %d · sequence %d · %s"
                  .formatted(
                      slackText(alert.event()),
                      slackText(alert.payload()),
                      time(alert.timeMillis()),
                      alert.epoch(),
                      alert.sequence(),
                      lower(alert.role()))));
    }
    int hidden = notification.omitted() + notification.items().size() - (blocks.size() - 1);
    if (hidden > 0) {
      blocks.add(section("… and " + hidden + " more"));
    }
    body.put("blocks", blocks);
    return json(MEDIA_TYPE, body);
  }

  private static String symbol(Notification notification) {
    if (notification.status() == Notification.Status.RESOLVED) {
      return ":white_check_mark:";
    }
    return switch (AlertText.severity(notification.headline())) {
      case CRITICAL -> ":rotating_light:";
      case WARNING -> ":warning:";
      case INFO -> ":information_source:";
    };
  }

  private static Map<String, Object> section(String markdown) {
    String text =
        markdown.length() <= MAX_SLACK_TEXT
            ? markdown
            : markdown.substring(0, MAX_SLACK_TEXT) + "…";
    return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text));
  }

  /** Slack wants these three characters, and no others, replaced. */
  private static String slackText(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static Payload json(String contentType, Object body) {
    return new Payload(contentType, JSON.writeValueAsString(body));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
