package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.simulation.Detections.Fault;
import dev.vedette.simulation.Detections.Outcome;
import dev.vedette.simulation.Detections.Trial;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detection in whole groups: never early, and soon after. */
class DetectionTest {

  private static final int RUNS = 15;

  /**
   * From one process to another and back: a PING may have been under way. The clocks of the
   * sentinels differ a little, too.
   */
  private static final long LATENCY_MILLIS = 30;

  @ParameterizedTest
  @CsvSource({"3, 1000", "3, 5000", "5, 30000"})
  void a_killed_master_is_down_after_down_after_and_nobody_else_is(int sentinels, long downAfter) {
    for (int seed = 1; seed <= RUNS; seed++) {
      Outcome outcome = Detections.run(new Trial(sentinels, downAfter, Fault.KILLED, 0), seed);

      assertThat(outcome.sdown())
          .as("seed " + seed)
          .isBetween(downAfter - LATENCY_MILLIS, downAfter + LATENCY_MILLIS);
      assertThat(outcome.switched()).as("seed " + seed).isBetween(downAfter, downAfter + 2_000);
      assertThat(outcome.livingCalledDown()).as("seed " + seed).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 1000", "3, 5000", "5, 30000"})
  void a_frozen_master_is_down_a_tenth_of_down_after_later_at_most(int sentinels, long downAfter) {
    for (int seed = 1; seed <= RUNS; seed++) {
      Outcome outcome = Detections.run(new Trial(sentinels, downAfter, Fault.FROZEN, 0), seed);

      assertThat(outcome.sdown())
          .as("seed " + seed)
          .isBetween(downAfter - LATENCY_MILLIS, downAfter + downAfter / 10);
      assertThat(outcome.livingCalledDown()).as("seed " + seed).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"50, 1000", "500, 1000", "850, 1000", "500, 2000", "4000, 5000"})
  void a_master_that_is_back_in_time_is_never_called_down(long away, long downAfter) {
    for (int seed = 1; seed <= RUNS; seed++) {
      Outcome outcome = Detections.run(new Trial(3, downAfter, Fault.AWAY, away), seed);

      assertThat(outcome.sdown()).as("seed " + seed).isNegative();
      assertThat(outcome.failoverTried()).as("seed " + seed).isFalse();
    }
  }
}
