package dev.vedette.sentinel.turn;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps an alarm that has a lasting cause from being raised every two seconds: the first one is
 * raised at once, the next of the same kind about the same thing after a minute.
 */
public final class Alarms {

  /** Pause between two equal alarms. */
  public static final long PAUSE_MILLIS = 60_000;

  /** More are not remembered; the oldest gives way. */
  private static final int MAX_REMEMBERED = 1_024;

  private final Map<String, Long> raisedAt = new LinkedHashMap<>();

  Alarms() {}

  /**
   * Whether that alarm may be raised now; if so, it counts as raised.
   *
   * @param what names the kind of alarm and what it is about
   */
  public boolean mayRaise(String what, long now) {
    Long last = raisedAt.get(what);
    if (last != null && now - last < PAUSE_MILLIS) {
      return false;
    }
    raisedAt.remove(what);
    raisedAt.put(what, now);
    if (raisedAt.size() > MAX_REMEMBERED) {
      raisedAt.remove(raisedAt.keySet().iterator().next());
    }
    return true;
  }
}
