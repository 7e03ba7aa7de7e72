package dev.vedette.notify.route;

import dev.vedette.notify.alert.Alert;
import org.jspecify.annotations.Nullable;

/**
 * An alert in a message.
 *
 * @param alert what happened
 * @param kind why it is told
 * @param problem the problem that it opens, keeps open or closes, null for none
 * @param sinceMillis when that problem began, wall time; that of the alert without one
 * @param repeat how often the problem was told before
 */
public record Item(Alert alert, Kind kind, @Nullable String problem, long sinceMillis, int repeat) {

  /** Why an alert is told. */
  public enum Kind {
    /** It happened. */
    EVENT,
    /** It goes on. */
    REMINDER,
    /** It ends a problem. */
    RESOLVED
  }
}
