package dev.vedette.observe.metrics;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.journal.failover.AbortReason;
import dev.vedette.journal.failover.DataGap;
import dev.vedette.journal.failover.FailoverAssembler;
import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.journal.failover.Part;
import dev.vedette.journal.failover.Phase;
import dev.vedette.journal.failover.Trigger;
import dev.vedette.observe.Picture;
import dev.vedette.sentinel.failover.FailoverState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Failovers: how many, how they ended and why, how long each state took, who won the elections. */
final class FailoverMeters implements EventMeter {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofSeconds(60),
    Duration.ofSeconds(180)
  };

  private final MeterRegistry registry;
  private final FailoverAssembler assembler;
  private final Counter electionsWon;
  private final Counter electionsLost;

  FailoverMeters(MeterRegistry registry, String myId) {
    this.registry = registry;
    assembler = new FailoverAssembler(myId);
    electionsWon = elections("won");
    electionsLost = elections("lost");
  }

  private Counter elections(String result) {
    return Counter.builder("vedette.elections")
        .description("Elections that we took part in as a candidate.")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public void count(PublishedEvent published, long nanos) {
    assembler.accept(published, nanos).stream()
        .filter(FailoverRecord::isEnded)
        .forEach(this::count);
  }

  private void count(FailoverRecord failover) {
    AbortReason reason = failover.abortReason();
    Counter.builder("vedette.failovers")
        .description("Failovers that have ended.")
        .tag("master", failover.master())
        .tag("part", word(failover.part()))
        .tag("outcome", word(failover.outcome()))
        .tag("reason", reason == null ? "none" : word(reason))
        .register(registry)
        .increment();
    if (failover.part() == Part.LEADER) {
      countOurs(failover);
    }
  }

  private void countOurs(FailoverRecord failover) {
    Timer.builder("vedette.failover")
        .description("Failovers that we led or tried to lead, from the attempt to the end.")
        .tag("outcome", word(failover.outcome()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(failover.durationMillis(), TimeUnit.MILLISECONDS);
    for (Phase phase : failover.phases()) {
      Timer.builder("vedette.failover.state")
          .description("Time in each state of our failovers.")
          .tag("state", phase.state())
          .serviceLevelObjectives(BUCKETS)
          .register(registry)
          .record(phase.durationMillis(), TimeUnit.MILLISECONDS);
    }
    DataGap gap = failover.dataGap();
    if (gap != null && failover.abortReason() == null) {
      DistributionSummary.builder("vedette.failover.data.gap")
          .description("Bytes that the new master is known to have missed.")
          .baseUnit("bytes")
          .register(registry)
          .record(gap.bytesBehind());
    }
    if (failover.trigger() == Trigger.OBJECTIVELY_DOWN) {
      (isElected(failover) ? electionsWon : electionsLost).increment();
    }
  }

  private static boolean isElected(FailoverRecord failover) {
    return failover.phases().stream()
        .anyMatch(phase -> phase.state().equals(FailoverState.SELECT_SLAVE.wireName()));
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    assembler.expire(Instant.now(), System.nanoTime()).forEach(this::count);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
