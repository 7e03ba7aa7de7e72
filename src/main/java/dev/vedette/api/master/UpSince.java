package dev.vedette.api.master;

import dev.vedette.engine.Engine;
import dev.vedette.engine.EventListener;
import dev.vedette.engine.PublishedEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers since when each master has been up: the core forgets when a master came back, because
 * no decision needs it.
 */
public final class UpSince implements EventListener, AutoCloseable {

  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final Map<String, Instant> since = new ConcurrentHashMap<>();

  private final Engine engine;

  /** Listens to that engine from now on, and first to what it remembers. */
  public UpSince(Engine engine) {
    this.engine = engine;
    engine.addListener(this, 0);
  }

  /** Listens no longer. */
  @Override
  public void close() {
    engine.removeListener(this);
  }

  @Override
  public void onEvent(PublishedEvent published) {
    String master = published.event().master();
    if (master == null) {
      return;
    }
    switch (published.event().type()) {
      case MONITOR, SWITCH_MASTER, RESET_MASTER ->
          since.put(master, published.time().truncatedTo(ChronoUnit.MILLIS));
      case SDOWN_CLEARED -> {
        var subject = published.event().subject();
        if (subject != null && subject.kind().equals("master")) {
          since.put(master, published.time().truncatedTo(ChronoUnit.MILLIS));
        }
      }
      case UNMONITOR -> since.remove(master);
      // Nothing else brings a master up.
      default -> {}
    }
  }

  /** Since when that master has been up, given that it is; our own start when nothing is known. */
  Instant since(String master) {
    return since.getOrDefault(master, start);
  }
}
