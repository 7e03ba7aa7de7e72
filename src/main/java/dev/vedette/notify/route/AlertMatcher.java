package dev.vedette.notify.route;

import dev.vedette.notify.alert.Alert;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.settings.Glob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on an alert; all of them must hold. An empty list, or null, is no condition.
 *
 * @param masters glob patterns of master names, one of which must match. Alerts about no master
 *     match only when there is no pattern
 * @param events glob patterns of event names, one of which must match
 * @param level the quietest level that matches
 * @param role our part in it
 */
public record AlertMatcher(
    List<String> masters, List<String> events, @Nullable EventLevel level, @Nullable Role role) {

  /** Matches everything. */
  public static final AlertMatcher ANY = new AlertMatcher(List.of(), List.of(), null, null);

  public AlertMatcher {
    masters = List.copyOf(masters);
    events = List.copyOf(events);
  }

  /** Whether all conditions hold. */
  public boolean matches(Alert alert) {
    return matchesMaster(alert.master())
        && (events.isEmpty() || anyMatches(events, alert.event()))
        && (level == null || alert.level().compareTo(level) >= 0)
        && (role == null || alert.role() == role);
  }

  /** Whether alerts about that master can match. */
  public boolean matchesMaster(@Nullable String master) {
    return masters.isEmpty() || (master != null && anyMatches(masters, master));
  }

  private static boolean anyMatches(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> new Glob(pattern).matches(text));
  }
}
