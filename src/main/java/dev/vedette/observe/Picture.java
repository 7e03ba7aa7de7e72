package dev.vedette.observe;

import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the sentinel knows, at one moment.
 *
 * @param view what it watches
 * @param promotable how many replicas could be promoted now, by name of the master
 * @param takenNanos monotonic time of that moment
 */
public record Picture(SentinelView view, Map<String, Integer> promotable, long takenNanos) {

  public Picture {
    promotable = Map.copyOf(promotable);
  }

  /** The master of that name, null when it is not watched. */
  public @Nullable MasterView master(String name) {
    for (MasterView master : view.masters()) {
      if (master.name().equals(name)) {
        return master;
      }
    }
    return null;
  }
}
