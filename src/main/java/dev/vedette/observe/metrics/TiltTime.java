package dev.vedette.observe.metrics;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.observe.Picture;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.event.TiltCause;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How often TILT was entered, why, and how long it lasted in all. */
final class TiltTime implements EventMeter {

  private final LongSupplier nanoTime;
  private final Map<TiltCause, Long> entries = new EnumMap<>(TiltCause.class);
  private long pastNanos;
  private @Nullable Long sinceNanos;

  TiltTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (TiltCause cause : TiltCause.values()) {
      entries.put(cause, 0L);
    }
  }

  @Override
  public void count(PublishedEvent published) {
    if (published.event().type() == EventType.TILT) {
      if (published.event().evidence() instanceof Evidence.UnevenTime(TiltCause cause)) {
        entries.merge(cause, 1L, Long::sum);
      }
      sinceNanos = sinceNanos == null ? published.nanos() : sinceNanos;
    } else if (published.event().type() == EventType.TILT_CLEARED && sinceNanos != null) {
      pastNanos += published.nanos() - sinceNanos;
      sinceNanos = null;
    }
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    long present = sinceNanos == null ? 0 : nanoTime.getAsLong() - sinceNanos;
    entries.forEach((cause, count) ->
        samples.counter(
            "vedette_tilt_entries",
            "How often TILT was entered.",
            count,
            "cause",
            cause.name().toLowerCase(Locale.ROOT)));
    samples.counter("vedette_tilt_seconds", "Time spent in TILT.", (pastNanos + present) / 1e9);
  }
}
