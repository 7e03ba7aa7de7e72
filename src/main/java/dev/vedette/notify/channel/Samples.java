package dev.vedette.notify.channel;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.Findings;
import dev.vedette.notify.route.Item;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventLevel;
import java.util.List;

/** Messages to try templates and channels on. */
public final class Samples {

  private static final String SENTINEL = "0000000000000000000000000000000000000000";
  private static final long TIME = 1_767_225_600_123L;

  private Samples() {}

  /** A message about a made-up failover. */
  public static Notification notification() {
    Alert alert =
        new Alert(
            "sample-1",
            "sample",
            SENTINEL,
            1,
            TIME,
            "+switch-master",
            EventLevel.WARNING,
            "mymaster",
            new Event.Subject("master", "mymaster", "192.0.2.1", 6379),
            "mymaster 192.0.2.1 6379 192.0.2.2 6379",
            Event.Role.LEADER,
            7,
            "mymaster/7");
    Item item = new Item(alert, Item.Kind.EVENT, null, TIME, 0);
    return new Notification(
        "msg_sample", "sample", "mymaster", "mymaster", List.of(item), 0, TIME, SENTINEL);
  }

  /** The message that a test of a channel sends. */
  public static Notification test(
      String id, String route, String sentinel, String comment, long wallMillis) {
    Alert alert =
        new Alert(
            id,
            id,
            sentinel,
            0,
            wallMillis,
            Findings.TEST,
            EventLevel.NOTICE,
            null,
            null,
            comment,
            Event.Role.OBSERVER,
            0,
            null);
    Item item = new Item(alert, Item.Kind.EVENT, null, wallMillis, 0);
    return new Notification(
        "msg_" + id, route, Findings.TEST, null, List.of(item), 0, wallMillis, sentinel);
  }
}
