package dev.vedette.notify.route;

import dev.vedette.notify.alert.Alert;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts go to which channels, and how.
 *
 * @param name unique
 * @param matcher conditions on top of the set
 * @param set a ready-made choice, null for none
 * @param deliver which sentinels deliver
 * @param pacing how alerts become messages
 * @param channels names of the channels, in order; each gets every message
 */
public record Route(
    String name,
    AlertMatcher matcher,
    @Nullable AlertSet set,
    Deliver deliver,
    Pacing pacing,
    List<String> channels) {

  public Route {
    channels = List.copyOf(channels);
  }

  /** Whether the alert is one of this route. */
  public boolean matches(Alert alert) {
    return matcher.matches(alert) && (set == null || set.includes(alert));
  }
}
