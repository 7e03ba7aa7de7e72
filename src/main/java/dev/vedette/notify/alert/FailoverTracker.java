package dev.vedette.notify.alert;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which failover an event belongs to. The epoch alone does not say it: it is global, and the
 * failover of one master goes on while that of another raises it. Not thread-safe.
 */
public final class FailoverTracker {

  private final Map<String, String> current = new HashMap<>();

  /** The failover that this event belongs to, {@code master/epoch}, null for none. */
  public @Nullable String failoverOf(Event event) {
    String master = event.master();
    if (master == null) {
      return null;
    }
    EventType type = event.type();
    if (type == EventType.TRY_FAILOVER) {
      current.put(master, master + "/" + event.epoch());
    } else if (type == EventType.VOTE_FOR_LEADER) {
      current.put(master, master + "/" + votedEpoch(event));
    } else if (type == EventType.SWITCH_MASTER || type == EventType.CONFIG_UPDATE_FROM) {
      current.putIfAbsent(master, master + "/" + event.epoch());
    }
    String failover = current.get(master);
    if (ends(type)) {
      current.remove(master);
    }
    return failover;
  }

  private static long votedEpoch(Event event) {
    String last = event.payload().substring(event.payload().lastIndexOf(' ') + 1);
    try {
      return Long.parseLong(last);
    } catch (NumberFormatException e) {
      return event.epoch();
    }
  }

  private static boolean ends(EventType type) {
    return type == EventType.SWITCH_MASTER
        || type == EventType.ODOWN_CLEARED
        || type == EventType.RESET_MASTER
        || type == EventType.UNMONITOR
        || type.wireName().startsWith(Alert.FAILED_FAILOVER);
  }
}
