package dev.vedette.observe.metrics;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.journal.failover.AbortReason;
import dev.vedette.journal.failover.DataGap;
import dev.vedette.journal.failover.FailoverAssembler;
import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.journal.failover.Outcome;
import dev.vedette.journal.failover.Part;
import dev.vedette.journal.failover.Phase;
import dev.vedette.journal.failover.Trigger;
import dev.vedette.observe.Picture;
import dev.vedette.sentinel.topology.FailoverState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

  private final String myId;
  private final FailoverAssembler assembler;
  private final FailoverCounts counts = new FailoverCounts();
  private final Map<Outcome, Timer> durations = new EnumMap<>(Outcome.class);
  private final Map<String, Timer> states = new HashMap<>();
  private final DistributionSummary dataGap;
  private final Counter electionsWon;
  private final Counter electionsLost;
  private final Counter votesReceived;

  FailoverMeters(MeterRegistry registry, String myId) {
    this.myId = myId;
    assembler = new FailoverAssembler(myId);
    for (Outcome outcome : new Outcome[] {Outcome.PROMOTED, Outcome.TIMED_OUT, Outcome.ABORTED}) {
      durations.put(outcome, duration(registry, outcome));
    }
    for (FailoverState state : FailoverState.values()) {
      if (state != FailoverState.NONE) {
        states.put(state.wireName(), state(registry, state));
      }
    }
    dataGap =
        DistributionSummary.builder("vedette.failover.data.gap")
            .description("Bytes that the new master is known to have missed.")
            .baseUnit("bytes")
            .register(registry);
    electionsWon = elections(registry, "won");
    electionsLost = elections(registry, "lost");
    votesReceived =
        Counter.builder("vedette.votes.received")
            .description("Votes that other sentinels gave us.")
            .register(registry);
  }

  private static Timer duration(MeterRegistry registry, Outcome outcome) {
    return Timer.builder("vedette.failover")
        .description("Failovers that we led or tried to lead, from the attempt to the end.")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static Timer state(MeterRegistry registry, FailoverState state) {
    return Timer.builder("vedette.failover.state")
        .description("Time in each state of our failovers.")
        .tag("state", state.wireName())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static Counter elections(MeterRegistry registry, String result) {
    return Counter.builder("vedette.elections")
        .description("Elections that we took part in as a candidate.")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public void count(PublishedEvent published) {
    assembler.accept(published, published.nanos()).stream()
        .filter(FailoverRecord::isEnded)
        .forEach(this::count);
  }

  private void count(FailoverRecord failover) {
    counts.count(failover);
    if (failover.part() == Part.LEADER) {
      countOurs(failover);
    }
  }

  private void countOurs(FailoverRecord failover) {
    record(durations.get(failover.outcome()), failover.durationMillis());
    for (Phase phase : failover.phases()) {
      record(states.get(phase.state()), phase.durationMillis());
    }
    DataGap gap = failover.dataGap();
    if (gap != null && failover.abortReason() == null) {
      dataGap.record(gap.bytesBehind());
    }
    if (failover.trigger() == Trigger.OBJECTIVELY_DOWN) {
      countElection(failover);
    }
  }

  private static void record(@Nullable Timer timer, long millis) {
    if (timer != null) {
      timer.record(millis, TimeUnit.MILLISECONDS);
    }
  }

  private void countElection(FailoverRecord failover) {
    if (isElected(failover)) {
      electionsWon.increment();
    } else if (isLost(failover.abortReason())) {
      electionsLost.increment();
    }
    votesReceived.increment(
        failover.votes().stream()
            .filter(vote -> vote.candidate().equals(myId) && !vote.voter().equals(myId))
            .count());
  }

  private static boolean isElected(FailoverRecord failover) {
    return failover.phases().stream()
        .anyMatch(phase -> phase.state().equals(FailoverState.SELECT_SLAVE.wireName()));
  }

  /** What an operator stopped was not lost. */
  private static boolean isLost(@Nullable AbortReason reason) {
    return reason == AbortReason.NOT_ELECTED || reason == AbortReason.SUPERSEDED;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    assembler.expire(Instant.now(), System.nanoTime()).forEach(this::count);
    picture.ifPresent(present -> counts.collect(present, samples));
  }
}
