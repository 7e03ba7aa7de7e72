package dev.vedette.observe.metrics;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.observe.Picture;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long instances were down in all, by master and kind; the time of two replicas that are down
 * at once counts twice. A master that is not watched any more is forgotten.
 */
final class DownTime implements EventMeter {

  private record Total(String master, String kind, boolean objectively) {}

  private record Down(Total total, String instance) {}

  /**
   * An instance can vanish without {@code -sdown}; the picture may be that much behind an event.
   */
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LongSupplier nanoTime;
  private final Map<Total, Long> pastNanos = new HashMap<>();
  private final Map<Down, Long> sinceNanos = new HashMap<>();

  DownTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public void count(PublishedEvent published) {
    Event event = published.event();
    String master = event.master();
    long nanos = published.nanos();
    if (master == null) {
      return;
    }
    if (event.type() == EventType.SDOWN) {
      begin(down(event, master, false), nanos);
    } else if (event.type() == EventType.SDOWN_CLEARED) {
      end(down(event, master, false), nanos);
    } else if (event.type() == EventType.ODOWN) {
      begin(down(event, master, true), nanos);
    } else if (event.type() == EventType.ODOWN_CLEARED) {
      end(down(event, master, true), nanos);
    } else if (event.type() == EventType.SWITCH_MASTER || event.type() == EventType.RESET_MASTER) {
      endAll(master, nanos);
    } else if (event.type() == EventType.UNMONITOR) {
      sinceNanos.keySet().removeIf(down -> down.total().master().equals(master));
      pastNanos.keySet().removeIf(total -> total.master().equals(master));
    }
  }

  private static @Nullable Down down(Event event, String master, boolean objectively) {
    Event.Subject subject = event.subject();
    return subject == null
        ? null
        : new Down(new Total(master, kind(subject), objectively), subject.name());
  }

  /** In the words of the other series. */
  private static String kind(Event.Subject subject) {
    return subject.kind().equals("slave") ? "replica" : subject.kind();
  }

  private void begin(@Nullable Down down, long nanos) {
    if (down != null) {
      sinceNanos.putIfAbsent(down, nanos);
    }
  }

  private void end(@Nullable Down down, long nanos) {
    Long since = down == null ? null : sinceNanos.remove(down);
    if (down != null && since != null) {
      pastNanos.merge(down.total(), nanos - since, Long::sum);
    }
  }

  private void endAll(String master, long nanos) {
    for (Down down : Set.copyOf(sinceNanos.keySet())) {
      if (down.total().master().equals(master)) {
        end(down, nanos);
      }
    }
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    long now = nanoTime.getAsLong();
    Map<Total, Long> totals = new HashMap<>();
    picture.ifPresent(present -> {
      endVanished(present, now);
      present.view().masters().forEach(master -> totals.putAll(zeros(master.name())));
    });
    totals.putAll(pastNanos);
    sinceNanos.forEach((down, since) -> totals.merge(down.total(), now - since, Long::sum));
    totals.forEach((total, nanos) -> tell(total, nanos / 1e9, samples));
  }

  /** What never happened is told as 0, so that the first time is seen as an increase. */
  private static Map<Total, Long> zeros(String master) {
    return Map.of(
        new Total(master, "master", true), 0L,
        new Total(master, "master", false), 0L,
        new Total(master, "replica", false), 0L,
        new Total(master, "sentinel", false), 0L);
  }

  private static void tell(Total total, double seconds, Samples samples) {
    if (total.objectively()) {
      samples.counter(
          "vedette_odown_seconds",
          "Time that masters were objectively down.",
          seconds,
          "master",
          total.master());
    } else {
      samples.counter(
          "vedette_sdown_seconds",
          "Time that instances were subjectively down.",
          seconds,
          "master",
          total.master(),
          "kind",
          total.kind());
    }
  }

  private void endVanished(Picture picture, long now) {
    Set<String> known = new HashSet<>();
    picture
        .view()
        .masters()
        .forEach(master -> {
          known.add(key(master.name(), master.instance().name()));
          master.replicas().forEach(r -> known.add(key(master.name(), r.instance().name())));
          master.peers().forEach(p -> known.add(key(master.name(), p.instance().name())));
        });
    for (Down down : Set.copyOf(sinceNanos.keySet())) {
      boolean isKnown = known.contains(key(down.total().master(), down.instance()));
      if (!isKnown && now - sinceNanos.getOrDefault(down, now) > SETTLED_NANOS) {
        end(down, now);
      }
    }
  }

  private static String key(String master, String instance) {
    return master + ' ' + instance;
  }
}
