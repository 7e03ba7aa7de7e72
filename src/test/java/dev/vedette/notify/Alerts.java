package dev.vedette.notify;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.route.Item;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.EventType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Made-up alerts and events. */
public final class Alerts {

  /** Run id of the sentinel under test: in the middle, so that peers can be smaller and greater. */
  public static final String ME = "5555555555555555555555555555555555555555";

  private static long count;

  private Alerts() {}

  /** An event about the master itself. */
  public static Event event(EventType type, String master, Event.Role role, long epoch) {
    return new Event(
        type,
        master,
        new Event.Subject("master", master, "127.0.0.1", 6379),
        "master " + master + " 127.0.0.1 6379",
        role,
        epoch);
  }

  /** An alert about the master itself, seen by an observer. */
  public static Alert of(String event, String master) {
    return of(event, master, Event.Role.OBSERVER);
  }

  /** An alert about the master itself. */
  public static Alert of(String event, String master, Event.Role role) {
    return of(event, master, new Event.Subject("master", master, "127.0.0.1", 6379), role, null);
  }

  /** An alert about anything. */
  public static Alert of(
      String event,
      @Nullable String master,
      Event.@Nullable Subject subject,
      Event.Role role,
      @Nullable String failover) {
    long id = ++count;
    EventType type = EventType.byWireName(event);
    return new Alert(
        "a" + id,
        "f" + id,
        ME,
        id,
        1_767_225_600_000L + id,
        event,
        type == null ? EventLevel.WARNING : type.level(),
        master,
        subject,
        subject == null ? "" : subject.kind() + " " + subject.name() + " 127.0.0.1 6379",
        role,
        7,
        failover);
  }

  /** A message with these alerts. */
  public static Notification notification(String route, Alert... alerts) {
    return notification(route, 1_767_225_600_000L, alerts);
  }

  /** A message with these alerts, made at that time. */
  public static Notification notification(String route, long createdMillis, Alert... alerts) {
    List<Item> items =
        List.of(alerts).stream()
            .map(alert -> new Item(alert, Item.Kind.EVENT, null, alert.timeMillis(), 0))
            .toList();
    return new Notification(
        Notification.idOf(route, items, false),
        route,
        Objects.requireNonNullElse(alerts[0].master(), ""),
        alerts[0].master(),
        items,
        0,
        createdMillis,
        ME);
  }
}
