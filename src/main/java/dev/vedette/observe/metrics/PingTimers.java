package dev.vedette.observe.metrics;

import dev.vedette.link.LinkMeter;
import dev.vedette.sentinel.message.Effect.Remote;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How long each PING took, from being handed to the link until its reply was read. */
final class PingTimers implements LinkMeter {

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final Map<Remote, Timer> timers = new EnumMap<>(Remote.class);

  PingTimers(MeterRegistry registry) {
    for (Remote remote : Remote.values()) {
      timers.put(
          remote,
          Timer.builder("vedette.ping.round.trip")
              .description("From PING to its reply.")
              .tag("kind", remote.name().toLowerCase(Locale.ROOT))
              .serviceLevelObjectives(BUCKETS)
              .register(registry));
    }
  }

  @Override
  public void pingAnswered(Remote remote, long nanos) {
    Objects.requireNonNull(timers.get(remote)).record(nanos, TimeUnit.NANOSECONDS);
  }
}
