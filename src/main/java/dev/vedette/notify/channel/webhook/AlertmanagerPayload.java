package dev.vedette.notify.channel.webhook;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.AlertText;
import dev.vedette.notify.alert.FleetIds;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.channel.webhook.PayloadFormat.Payload;
import dev.vedette.notify.route.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The body that Prometheus Alertmanager sends to its webhooks (version 4), so that what understands
 * Alertmanager understands us. An event that opens no problem fires and never resolves.
 */
final class AlertmanagerPayload {

  /** Alertmanager's way to say that an alert has not ended. */
  private static final String NOT_ENDED = "0001-01-01T00:00:00Z";

  private AlertmanagerPayload() {}

  static Payload of(Notification notification) {
    List<Map<String, Object>> alerts =
        notification.items().stream().map(AlertmanagerPayload::alert).toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", "4");
    body.put("groupKey", "{}/{route=\"" + notification.route() + "\"}:" + notification.groupKey());
    body.put("truncatedAlerts", notification.omitted());
    body.put(
        "status", notification.status() == Notification.Status.RESOLVED ? "resolved" : "firing");
    body.put("receiver", notification.route());
    body.put(
        "groupLabels",
        notification.master() == null ? Map.of() : Map.of("master", notification.master()));
    body.put("commonLabels", common(notification.items(), true));
    body.put("commonAnnotations", common(notification.items(), false));
    body.put("externalURL", "");
    body.put("alerts", alerts);
    return JsonPayloads.json("application/json", body);
  }

  private static Map<String, Object> alert(Item item) {
    boolean resolved = item.kind() == Item.Kind.RESOLVED;
    Map<String, String> labels = labels(item);
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("status", resolved ? "resolved" : "firing");
    alert.put("labels", labels);
    alert.put("annotations", annotations(item));
    alert.put("startsAt", JsonPayloads.time(item.sinceMillis()));
    alert.put("endsAt", resolved ? JsonPayloads.time(item.alert().timeMillis()) : NOT_ENDED);
    alert.put("generatorURL", "");
    alert.put("fingerprint", FleetIds.digest(List.of(labels.toString())).substring(0, 16));
    return alert;
  }

  /** The same for the opening and the end of a problem, so that the pair is recognised. */
  private static Map<String, String> labels(Item item) {
    Alert alert = item.alert();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", item.problem() == null ? alert.event() : problemName(item.problem()));
    labels.put("severity", JsonPayloads.severity(alert));
    if (alert.master() != null) {
      labels.put("master", alert.master());
    }
    var subject = alert.subject();
    if (subject != null) {
      labels.put("instance", subject.host() + ":" + subject.port());
      labels.put("kind", subject.kind());
    }
    if (item.problem() != null) {
      labels.remove("severity"); // differs between the two ends of a problem
    }
    return labels;
  }

  private static String problemName(String problem) {
    int slash = problem.indexOf('/');
    return slash < 0 ? problem : problem.substring(0, slash);
  }

  private static Map<String, String> annotations(Item item) {
    Alert alert = item.alert();
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", AlertText.sentence(alert));
    annotations.put("description", alert.line());
    annotations.put("severity", JsonPayloads.severity(alert));
    annotations.put("epoch", Long.toString(alert.epoch()));
    annotations.put("sequence", Long.toString(alert.sequence()));
    annotations.put("id", alert.fleetId());
    return annotations;
  }

  private static Map<String, String> common(List<Item> items, boolean ofLabels) {
    Map<String, String> common =
        new LinkedHashMap<>(ofLabels ? labels(items.getFirst()) : annotations(items.getFirst()));
    for (Item item : items) {
      Map<String, String> other = ofLabels ? labels(item) : annotations(item);
      common
          .entrySet()
          .removeIf(entry -> !Objects.equals(other.get(entry.getKey()), entry.getValue()));
    }
    return common;
  }
}
