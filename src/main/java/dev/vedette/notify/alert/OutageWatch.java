package dev.vedette.notify.alert;

import dev.vedette.sentinel.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds masters that are objectively down without anybody failing over: the case in which a
 * Sentinel says nothing more. A sign of a failover, ours or another sentinel's, gives it another
 * full period. Not thread-safe; times are monotonic milliseconds.
 */
public final class OutageWatch {

  /** How long a master may be ODOWN before it is told. */
  public static final long PATIENCE_MILLIS = 60_000;

  private static final class Outage {
    final Event odown;
    long sinceMillis;
    boolean failingOver;
    boolean told;

    Outage(Event odown, long sinceMillis) {
      this.odown = odown;
      this.sinceMillis = sinceMillis;
    }
  }

  private final Map<String, Outage> outages = new HashMap<>();

  /** Takes note of an event. */
  public void onEvent(Event event, long nowMillis) {
    String master = event.master();
    if (master == null) {
      return;
    }
    switch (event.type()) {
      // Repeated +odown would be a bug of ours; the first one counts.
      case ODOWN -> outages.putIfAbsent(master, new Outage(event, nowMillis));
      case ODOWN_CLEARED, SWITCH_MASTER, RESET_MASTER, UNMONITOR -> outages.remove(master);
      case TRY_FAILOVER -> restart(outages.get(master), nowMillis, true);
      case VOTE_FOR_LEADER -> {
        // The vote may be the one for ourselves, in the failover that we have just begun.
        Outage outage = outages.get(master);
        restart(outage, nowMillis, outage != null && outage.failingOver);
      }
      default -> {
        if (event.type().wireName().startsWith(Alert.FAILED_FAILOVER)) {
          restart(outages.get(master), nowMillis, false);
        }
      }
    }
  }

  private static void restart(@Nullable Outage outage, long nowMillis, boolean failingOver) {
    if (outage != null) {
      outage.sinceMillis = nowMillis;
      outage.failingOver = failingOver;
    }
  }

  /** The masters, with their {@code +odown}, whose time is up now; each of them once per outage. */
  public List<Event> due(long nowMillis) {
    List<Event> due = new ArrayList<>();
    outages.values().stream()
        .filter(outage -> isDue(outage, nowMillis))
        .sorted(Comparator.comparingLong(outage -> outage.sinceMillis))
        .forEach(outage -> {
          outage.told = true;
          due.add(outage.odown);
        });
    return due;
  }

  private static boolean isDue(Outage outage, long nowMillis) {
    return !outage.told && !outage.failingOver && nowMillis - outage.sinceMillis >= PATIENCE_MILLIS;
  }

  /** When {@link #due} has something next, {@link Long#MAX_VALUE} for never. */
  public long nextDeadline() {
    return outages.values().stream()
        .filter(outage -> !outage.told && !outage.failingOver)
        .mapToLong(outage -> outage.sinceMillis + PATIENCE_MILLIS)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
