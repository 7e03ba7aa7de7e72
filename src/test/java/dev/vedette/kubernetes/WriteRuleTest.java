package dev.vedette.kubernetes;

import static dev.vedette.kubernetes.Groups.group;
import static dev.vedette.kubernetes.Groups.inMinority;
import static dev.vedette.kubernetes.Groups.ledByUs;
import static dev.vedette.kubernetes.Groups.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.kubernetes.WriteRule.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may write, and when. */
class WriteRuleTest {

  private static final Group GROUP = group(5, "10.0.0.1", "10.0.0.2");

  private final WriteRule rule = new WriteRule(Duration.ofSeconds(10));

  private Decision decide(Group group, long newestEpoch, int second) {
    return rule.decide(group, newestEpoch, true, Duration.ofSeconds(second).toNanos());
  }

  private void seesWhatItWants(Group group, int second) {
    assertThat(rule.decide(group, group.epoch(), false, Duration.ofSeconds(second).toNanos()))
        .isEqualTo(Decision.IN_SYNC);
  }

  @Test
  void the_sentinel_with_the_smallest_run_id_writes_at_once() {
    assertThat(decide(GROUP, Marks.NO_EPOCH, 0)).isEqualTo(Decision.WRITE);
    assertThat(decide(GROUP, 4, 0)).isEqualTo(Decision.WRITE);
    assertThat(decide(GROUP, 5, 0)).isEqualTo(Decision.WRITE);
  }

  @Test
  void the_others_write_only_when_those_before_them_had_their_turn_and_did_not() {
    Group third = seenBy(2, GROUP);

    assertThat(decide(third, 5, 100)).isEqualTo(Decision.PEERS_TURN);
    assertThat(decide(third, 5, 119)).isEqualTo(Decision.PEERS_TURN);
    assertThat(decide(third, 5, 120)).isEqualTo(Decision.WRITE);
  }

  @Test
  void a_turn_begins_anew_when_somebody_has_corrected_it() {
    Group second = seenBy(1, GROUP);
    decide(second, 5, 0);
    seesWhatItWants(second, 9);

    assertThat(decide(second, 5, 11)).isEqualTo(Decision.PEERS_TURN);
    assertThat(decide(second, 5, 21)).isEqualTo(Decision.WRITE);
  }

  @Test
  void the_leader_of_the_failover_writes_at_once_until_it_has_seen_it_done() {
    Group leader = ledByUs(seenBy(2, GROUP));

    assertThat(decide(leader, 4, 0)).isEqualTo(Decision.WRITE);
    assertThat(decide(leader, 5, 1)).as("one of two pods is written").isEqualTo(Decision.WRITE);
    seesWhatItWants(leader, 2);
    assertThat(decide(leader, 5, 3)).as("drift later").isEqualTo(Decision.PEERS_TURN);
  }

  @Test
  void an_older_epoch_never_replaces_a_newer_one_in_a_minority() {
    Group alone = inMinority(GROUP);

    assertThat(decide(alone, 6, 0)).isEqualTo(Decision.BEHIND);
    assertThat(decide(alone, 6, 3_600)).isEqualTo(Decision.BEHIND);
    assertThat(decide(ledByUs(alone), 6, 7_200)).isEqualTo(Decision.BEHIND);
  }

  @Test
  void a_minority_tells_no_news_that_it_has_not_made_itself() {
    assertThat(decide(inMinority(GROUP), 4, 0)).isEqualTo(Decision.NO_MAJORITY);
    assertThat(decide(inMinority(GROUP), Marks.NO_EPOCH, 0)).isEqualTo(Decision.NO_MAJORITY);
    assertThat(decide(ledByUs(inMinority(GROUP)), 4, 0)).isEqualTo(Decision.WRITE);
  }

  @Test
  void a_minority_corrects_drift_within_the_epoch_that_is_written() {
    assertThat(decide(inMinority(GROUP), 5, 0)).isEqualTo(Decision.WRITE);
  }

  @Test
  void a_newer_epoch_that_nobody_of_the_majority_knows_is_a_left_over_after_a_minute() {
    assertThat(decide(GROUP, 9, 0)).isEqualTo(Decision.BEHIND);
    assertThat(decide(GROUP, 9, 59)).isEqualTo(Decision.BEHIND);
    assertThat(decide(GROUP, 9, 60)).isEqualTo(Decision.WRITE);
  }

  @Test
  void that_minute_begins_anew_when_the_majority_was_lost() {
    decide(GROUP, 9, 0);
    decide(inMinority(GROUP), 9, 30);

    assertThat(decide(GROUP, 9, 61)).isEqualTo(Decision.BEHIND);
    assertThat(decide(GROUP, 9, 121)).isEqualTo(Decision.WRITE);
  }
}
