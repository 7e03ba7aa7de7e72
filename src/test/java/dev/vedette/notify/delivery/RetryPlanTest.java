package dev.vedette.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPlanTest {

  private static final RandomGenerator RANDOM = new SplittableRandom(1);

  @Test
  void a_script_is_tried_as_a_sentinel_tries_it() {
    List<Long> waits = new ArrayList<>();
    for (int attempts = 1; attempts < 10; attempts++) {
      waits.add(RetryPlan.SCRIPT.next(attempts, 0, 1_000, 0, RANDOM) - 1_000);
    }

    assertThat(waits)
        .containsExactly(
            30_000L,
            60_000L,
            120_000L,
            240_000L,
            480_000L,
            960_000L,
            1_920_000L,
            3_840_000L,
            7_680_000L);
    assertThat(RetryPlan.SCRIPT.next(10, 0, 1_000, 0, RANDOM)).isEqualTo(-1);
  }

  @Test
  void a_server_is_tried_for_a_day_with_waits_that_grow_to_ten_minutes() {
    long now = 0;
    int attempts = 0;
    long longest = 0;
    while (true) {
      long next = RetryPlan.SERVER.next(++attempts, 0, now, 0, RANDOM);
      if (next < 0) {
        break;
      }
      longest = Math.max(longest, next - now);
      now = next;
    }

    assertThat(longest).isBetween(550_000L, 600_000L);
    assertThat(now).isBetween(86_400_000L - 600_000, 86_400_000L);
    assertThat(attempts).isBetween(140, 200);
  }

  @Test
  void jitter_takes_a_part_of_the_wait_at_random_and_never_adds() {
    var plan = new RetryPlan(10_000, 1, 10_000, 0.5, 100, 0, 1);
    var random = new SplittableRandom(42);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      waits.add(plan.next(1, 0, 0, 0, random));
    }

    assertThat(waits).allMatch(wait -> wait >= 5_000 && wait <= 10_000);
    assertThat(waits.stream().distinct().count()).isGreaterThan(900);
  }

  @Test
  void the_other_side_can_ask_for_patience_but_not_for_ever() {
    assertThat(RetryPlan.SERVER.next(1, 0, 0, 120_000, RANDOM)).isEqualTo(120_000);
    assertThat(RetryPlan.SERVER.next(1, 0, 0, 999_999_999, RANDOM))
        .isEqualTo(RetryPlan.LONGEST_WISH_MILLIS);
  }

  @Test
  void an_unbounded_plan_is_refused() {
    assertThatThrownBy(() -> new RetryPlan(1, 1, 1, 0, 0, 0, 1))
        .hasMessage("either attempts or age must be bounded");
  }
}
