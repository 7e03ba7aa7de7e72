package dev.vedette.notify.channel.webhook;

import com.samskivert.mustache.Template;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.channel.Templates;
import org.jspecify.annotations.Nullable;

/** What the body of a request looks like. */
public enum PayloadFormat {
  /** Our own JSON: everything there is. */
  VEDETTE,
  /** CloudEvents 1.0 in structured mode; a batch when a message has several alerts. */
  CLOUDEVENTS,
  /** What Prometheus Alertmanager sends to its webhooks, version 4. */
  ALERTMANAGER,
  /** What Slack's incoming webhooks take, and those of Mattermost and others like it. */
  SLACK,
  /** A template of the operator. */
  TEMPLATE;

  /**
   * A body.
   *
   * @param contentType its media type
   * @param body its text
   */
  public record Payload(String contentType, String body) {}

  /**
   * The body for a message.
   *
   * @param template null unless this is {@link #TEMPLATE}
   */
  public Payload render(Notification notification, @Nullable Template template) {
    return switch (this) {
      case VEDETTE -> JsonPayloads.vedette(notification);
      case CLOUDEVENTS -> JsonPayloads.cloudEvents(notification);
      case ALERTMANAGER -> AlertmanagerPayload.of(notification);
      case SLACK -> JsonPayloads.slack(notification);
      case TEMPLATE -> {
        if (template == null) {
          throw new IllegalArgumentException("a template is needed");
        }
        yield new Payload("application/json", Templates.render(template, notification));
      }
    };
  }
}
