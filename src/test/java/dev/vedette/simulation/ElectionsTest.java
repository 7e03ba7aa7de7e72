package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.simulation.Elections.Group;
import dev.vedette.simulation.Elections.Outcome;
import org.junit.jupiter.api.Test;

/**
 * Elections end, and soon, whatever the processes do meanwhile. The figures for the decision record
 * come from {@link Elections#main} and {@link ManyMasters#main}.
 */
class ElectionsTest {

  private static final int ELECTIONS = 1_000;

  @Test
  void five_sentinels_that_stand_still_half_of_the_time_elect_a_leader_within_a_second() {
    assertSoon(Elections.measure(new Group(5, 0, true), ELECTIONS, 1));
  }

  @Test
  void so_do_three_of_ours_and_two_stock_ones() {
    assertSoon(Elections.measure(new Group(3, 2, true), ELECTIONS, 1));
  }

  private static void assertSoon(Outcome outcome) {
    assertThat(outcome.electedLaterThan(1_000))
        .as(outcome.toString())
        .isLessThanOrEqualTo(ELECTIONS / 100);
    assertThat(outcome.electedLaterThan(5_000)).as(outcome.toString()).isZero();
    assertThat(outcome.failed()).as("trouble there was: " + outcome).isPositive();
  }

  @Test
  void healthy_sentinels_take_turns_and_hardly_ever_stand_against_each_other() {
    Outcome outcome = Elections.measure(new Group(5, 0, false), 200, 1);
    assertThat(outcome.electedLaterThan(200)).as(outcome.toString()).isZero();
    assertThat(outcome.attempts()).as(outcome.toString()).isLessThanOrEqualTo(204);
  }

  @Test
  void a_hundred_masters_that_die_at_once_are_replaced_at_once_and_with_few_questions() {
    ManyMasters.Outcome outcome = ManyMasters.measure(100, 3, 1, 1);
    assertThat(outcome.latestMillis()).as(outcome.toString()).isLessThan(1_000);
    assertThat(outcome.questionsPerMaster()).as(outcome.toString()).isLessThan(20);
  }
}
