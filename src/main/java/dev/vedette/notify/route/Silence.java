package dev.vedette.notify.route;

import dev.vedette.notify.alert.Alert;

/**
 * Keeps alerts quiet for a time. What happens meanwhile is not told later, but a problem that still
 * lasts when the silence ends is told with the next repetition.
 *
 * @param id unique
 * @param matcher which alerts
 * @param creator who made it
 * @param comment why
 * @param startsMillis from when, wall time
 * @param endsMillis until when, wall time
 * @param createdMillis when it was made, wall time
 */
public record Silence(
    String id,
    AlertMatcher matcher,
    String creator,
    String comment,
    long startsMillis,
    long endsMillis,
    long createdMillis) {

  /** Whether it holds now. */
  public boolean isActive(long wallMillis) {
    return startsMillis <= wallMillis && wallMillis < endsMillis;
  }

  /** Whether it keeps that alert quiet now. */
  public boolean covers(Alert alert, long wallMillis) {
    return isActive(wallMillis) && matcher.matches(alert);
  }
}
