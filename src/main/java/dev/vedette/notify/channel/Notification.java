package dev.vedette.notify.channel;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.AlertText;
import dev.vedette.notify.alert.FleetIds;
import dev.vedette.notify.route.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message: one alert, or a group of them. It is stored as it is; fields may be added, never
 * renamed.
 *
 * @param id stays the same however often it is delivered; receivers recognise duplicates by it
 * @param route name of the route that made it
 * @param groupKey of the group, unique within the route
 * @param master the master that all alerts are about, null when they are about none or several
 * @param items at least one, in the order in which they happened
 * @param omitted how many more there were than fit
 * @param createdMillis when it was made, wall time
 * @param sentinel run id of the sentinel that sends it
 */
public record Notification(
    String id,
    String route,
    String groupKey,
    @Nullable String master,
    List<Item> items,
    int omitted,
    long createdMillis,
    String sentinel) {

  /** What kind of message it is, by the most urgent of its alerts. */
  public enum Status {
    /** Something happened. */
    EVENT,
    /** Only reminders of problems that last. */
    REMINDER,
    /** Only ends of problems. */
    RESOLVED
  }

  public Notification {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a notification needs at least one alert");
    }
  }

  /** The id of a message with these alerts from that route. */
  public static String idOf(String route, List<Item> items, boolean sameOnAllSentinels) {
    List<String> parts = new ArrayList<>();
    parts.add(route);
    for (Item item : items) {
      parts.add(sameOnAllSentinels ? item.alert().fleetId() : item.alert().id());
      parts.add(item.kind() + "/" + item.repeat());
    }
    return "msg_" + FleetIds.digest(parts);
  }

  /** What kind of message it is. */
  public Status status() {
    if (items.stream().allMatch(item -> item.kind() == Item.Kind.RESOLVED)) {
      return Status.RESOLVED;
    }
    return items.stream().allMatch(item -> item.kind() != Item.Kind.EVENT)
        ? Status.REMINDER
        : Status.EVENT;
  }

  /** The alert that says most: the worst, and of equals the last. */
  public Alert headline() {
    Alert worst = items.getFirst().alert();
    for (Item item : items) {
      if (AlertText.severity(item.alert()).compareTo(AlertText.severity(worst)) <= 0) {
        worst = item.alert();
      }
    }
    return worst;
  }

  /** One line for people. */
  public String summary() {
    String prefix =
        switch (status()) {
          case EVENT -> "";
          case REMINDER -> "still: ";
          case RESOLVED -> "resolved: ";
        };
    int others = items.size() + omitted - 1;
    String more = others == 0 ? "" : " (and " + others + " more)";
    return prefix + AlertText.sentence(headline()) + more;
  }

  /** The failover that all alerts belong to, null when they do not belong to one. */
  public @Nullable String failover() {
    String first = items.getFirst().alert().failover();
    return items.stream().allMatch(item -> java.util.Objects.equals(item.alert().failover(), first))
        ? first
        : null;
  }
}
