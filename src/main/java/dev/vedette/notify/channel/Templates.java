package dev.vedette.notify.channel;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.AlertText;
import dev.vedette.notify.route.Item;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Mustache templates over a message. A name that does not exist is an error, so that a misspelt one
 * shows when the template is loaded and not in the middle of an outage.
 */
public final class Templates {

  /** The time as people read it, to the millisecond. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Templates() {}

  /** How values are put into the text around them. */
  public enum Escaping {
    /** As they are. */
    NONE,
    /** For HTML text and attributes. */
    HTML,
    /** For the inside of a JSON string. */
    JSON
  }

  /**
   * Reads a template and tries it on a message.
   *
   * @throws IllegalArgumentException when it is broken; the message says where
   */
  public static Template compile(String text, Escaping escaping) {
    requireClosedTags(text);
    try {
      Template template =
          Mustache.compiler()
              .strictSections(true)
              .zeroIsFalse(true)
              .emptyStringIsFalse(true)
              .withEscaper(
                  switch (escaping) {
                    case NONE -> Escapers.NONE;
                    case HTML -> Escapers.HTML;
                    case JSON ->
                        raw -> new String(JsonStringEncoder.getInstance().quoteAsCharArray(raw));
                  })
              .compile(text);
      template.execute(model(Samples.notification()));
      return template;
    } catch (MustacheException e) {
      throw new IllegalArgumentException(
          Objects.requireNonNullElse(e.getMessage(), "broken template"), e);
    }
  }

  /** The library takes what follows an open tag as text; whoever forgot to close it did not. */
  private static void requireClosedTags(String text) {
    if (text.contains("{{=")) {
      return; // other delimiters
    }
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", open)) {
      int close = text.indexOf("}}", open + 2);
      int next = text.indexOf("{{", open + 3);
      if (close < 0 || (next >= 0 && next < close)) {
        long line = text.substring(0, open).chars().filter(c -> c == '\n').count() + 1;
        throw new IllegalArgumentException("a tag is not closed in line " + line);
      }
      open = close + 2;
    }
  }

  /** Fills a template. */
  public static String render(Template template, Notification notification) {
    return template.execute(model(notification));
  }

  /** What a template can name. */
  static Map<String, Object> model(Notification notification) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("id", notification.id());
    model.put("route", notification.route());
    model.put("status", notification.status().name().toLowerCase(Locale.ROOT));
    model.put("resolved", notification.status() == Notification.Status.RESOLVED);
    model.put("reminder", notification.status() == Notification.Status.REMINDER);
    model.put("summary", notification.summary());
    model.put("master", Objects.requireNonNullElse(notification.master(), ""));
    model.put("failover", Objects.requireNonNullElse(notification.failover(), ""));
    model.put("sentinel", notification.sentinel());
    model.put("severity", severity(notification.headline()));
    model.put("count", notification.items().size() + notification.omitted());
    model.put("several", notification.items().size() > 1);
    model.put("omitted", notification.omitted());
    model.put("timeMs", notification.createdMillis());
    model.put("time", TIME.format(Instant.ofEpochMilli(notification.createdMillis())));
    model.put("headline", alert(notification.headline()));
    List<Item> items = notification.items();
    model.put("alerts", items.stream().map(Templates::item).toList());
    return model;
  }

  private static Map<String, Object> item(Item item) {
    Map<String, Object> model = alert(item.alert());
    model.put("kind", item.kind().name().toLowerCase(Locale.ROOT));
    model.put("repeat", item.repeat());
    model.put("since", TIME.format(Instant.ofEpochMilli(item.sinceMillis())));
    model.put("sinceMs", item.sinceMillis());
    return model;
  }

  private static Map<String, Object> alert(Alert alert) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("alertId", alert.id());
    model.put("event", alert.event());
    model.put("payload", alert.payload());
    model.put("text", AlertText.sentence(alert));
    model.put("severity", severity(alert));
    model.put("level", alert.level().name().toLowerCase(Locale.ROOT));
    model.put("master", Objects.requireNonNullElse(alert.master(), ""));
    model.put("role", alert.role().name().toLowerCase(Locale.ROOT));
    model.put("epoch", alert.epoch());
    model.put("sequence", alert.sequence());
    model.put("time", TIME.format(Instant.ofEpochMilli(alert.timeMillis())));
    model.put("timeMs", alert.timeMillis());
    var subject = alert.subject();
    model.put("instanceKind", subject == null ? "" : subject.kind());
    model.put("host", subject == null ? "" : subject.host());
    model.put("port", subject == null ? "" : Integer.toString(subject.port()));
    return model;
  }

  private static String severity(Alert alert) {
    return AlertText.severity(alert).name().toLowerCase(Locale.ROOT);
  }
}
