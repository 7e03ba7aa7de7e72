package dev.vedette.observe.metrics;

import dev.vedette.engine.EngineMeter;
import dev.vedette.sentinel.message.Input;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long the engine's work takes. Recording takes less than a microsecond and never blocks. */
final class EngineTimers implements EngineMeter {

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final Timer turn;
  private final Timer wait;
  private final Timer saved;
  private final Timer notSaved;

  EngineTimers(MeterRegistry registry) {
    turn =
        Timer.builder("vedette.engine.turn")
            .description("A turn of the engine, from the first decision to the last effect.")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    wait =
        Timer.builder("vedette.engine.inbox.wait")
            .description("How long an input lay in the inbox.")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    saved = save(registry, "success");
    notSaved = save(registry, "failure");
  }

  private static Timer save(MeterRegistry registry, String result) {
    return Timer.builder("vedette.state.save")
        .description("Writing the state to disk.")
        .tag("result", result)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  @Override
  public void stepped(Input input, long waitedNanos, long stepNanos) {
    wait.record(waitedNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void turned(int inputs, long nanos) {
    turn.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void saved(boolean success, long nanos) {
    (success ? saved : notSaved).record(nanos, TimeUnit.NANOSECONDS);
  }
}
