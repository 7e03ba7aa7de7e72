package dev.vedette.notify;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.delivery.NotifyClock;
import dev.vedette.notify.delivery.RoutingStore;
import dev.vedette.notify.route.Silence;
import java.util.List;
import org.springframework.dao.DataAccessException;

/**
 * The silences, in memory and on disk. Thread-safe; changes throw {@link DataAccessException} when
 * they cannot be stored, and change nothing then.
 */
public final class SilenceBook {

  /** More are refused. */
  public static final int MAX_SILENCES = 1_000;

  private final RoutingStore store;
  private final NotifyClock clock;
  private volatile List<Silence> silences;

  SilenceBook(RoutingStore store, NotifyClock clock) {
    this.store = store;
    this.clock = clock;
    this.silences = store.silences(clock.wallMillis());
  }

  /** Those that are not over, soonest end first. */
  public List<Silence> list() {
    long now = clock.wallMillis();
    return silences.stream().filter(silence -> silence.endsMillis() > now).toList();
  }

  /** Whether one covers the alert now. */
  boolean covers(Alert alert) {
    long now = clock.wallMillis();
    return silences.stream().anyMatch(silence -> silence.covers(alert, now));
  }

  /** Adds one. */
  public synchronized void add(Silence silence) {
    store.save(silence);
    silences = store.silences(clock.wallMillis());
  }

  /** Ends one now. */
  public synchronized boolean remove(String id) {
    boolean removed = store.deleteSilence(id);
    silences = store.silences(clock.wallMillis());
    return removed;
  }
}
