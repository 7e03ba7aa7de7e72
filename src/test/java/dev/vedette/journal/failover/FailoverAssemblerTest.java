package dev.vedette.journal.failover;

import static dev.vedette.journal.failover.Events.OTHER_PEER;
import static dev.vedette.journal.failover.Events.PEER;
import static dev.vedette.journal.failover.Events.START;
import static dev.vedette.journal.failover.Events.US;
import static dev.vedette.journal.failover.Events.electedInEpochFive;
import static dev.vedette.journal.failover.Events.opinion;
import static dev.vedette.journal.failover.Events.opinions;
import static dev.vedette.journal.failover.Events.promotingInEpochFive;
import static dev.vedette.journal.failover.Events.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vedette.journal.failover.ReplicaMove.Progress;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.event.Verdict.Fitness;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FailoverAssemblerTest {

  private static Events promoted() {
    return promotingInEpochFive()
        .after(1_000)
        .replica(EventType.PROMOTED_SLAVE, 2)
        .master(EventType.FAILOVER_STATE_RECONF_SLAVES)
        .replica(EventType.SLAVE_RECONF_SENT, 3)
        .after(1_000)
        .replica(EventType.SLAVE_RECONF_INPROG, 3)
        .after(1_000)
        .replica(EventType.SLAVE_RECONF_DONE, 3);
  }

  private static FailoverRecord finished() {
    return promoted().after(1_000).master(EventType.FAILOVER_END).switchTo(2).record();
  }

  @Test
  void tells_who_led_a_failover_and_how_it_ended() {
    FailoverRecord record = finished();

    assertThat(record.master()).isEqualTo("mymaster");
    assertThat(record.epoch()).isEqualTo(5);
    assertThat(record.part()).isEqualTo(Part.LEADER);
    assertThat(record.trigger()).isEqualTo(Trigger.OBJECTIVELY_DOWN);
    assertThat(record.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(record.abortReason()).isNull();
    assertThat(record.leader()).isEqualTo(US);
    assertThat(record.from()).isEqualTo("10.0.0.1:6379");
    assertThat(record.to()).isEqualTo("10.0.0.2:6379");
    assertThat(record.startedAt()).isEqualTo(START.plusMillis(2_000));
    assertThat(record.endedAt()).isEqualTo(START.plusMillis(8_000));
    assertThat(record.durationMillis()).isEqualTo(6_000);
  }

  @Test
  void tells_who_saw_the_master_down_and_when() {
    Detection detection = finished().detection();

    assertThat(detection.subjectivelyDownAt()).isEqualTo(START);
    assertThat(detection.objectivelyDownAt()).isEqualTo(START.plusMillis(1_000));
    assertThat(detection.agreement()).isEqualTo("2/2");
    assertThat(detection.peers())
        .containsExactly(opinion(PEER, true, null, 0), opinion(OTHER_PEER, false, null, 0));
  }

  @Test
  void counts_only_votes_of_its_own_epoch() {
    FailoverRecord record = finished();

    assertThat(record.votes()).containsExactlyInAnyOrder(new Vote(US, US), new Vote(PEER, US));
    assertThat(record.quorum()).isEqualTo(2);
    assertThat(record.voters()).isEqualTo(3);
  }

  @Test
  void tells_the_candidates_and_how_far_the_chosen_one_was_behind() {
    FailoverRecord record = finished();

    assertThat(record.candidates())
        .containsExactly(verdict(2, Fitness.FIT, 900, 1), verdict(3, Fitness.DOWN, 800, 0));
    assertThat(record.dataGap()).isEqualTo(new DataGap(1_000, 4_000, 900, 100));
  }

  @Test
  void a_replica_that_knows_more_than_the_master_last_told_is_not_behind() {
    Evidence.Ranking ranking =
        new Evidence.Ranking(List.of(verdict(2, Fitness.FIT, 2_000, 1)), 1_000, 9_000);

    FailoverRecord record =
        electedInEpochFive().replica(EventType.SELECTED_SLAVE, 2, ranking).record();

    assertThat(record.dataGap()).isEqualTo(new DataGap(1_000, 9_000, 2_000, 0));
  }

  @Test
  void an_unknown_offset_of_the_master_gives_no_gap() {
    Evidence.Ranking ranking =
        new Evidence.Ranking(List.of(verdict(2, Fitness.FIT, 2_000, 1)), -1, -1);

    FailoverRecord record =
        electedInEpochFive().replica(EventType.SELECTED_SLAVE, 2, ranking).record();

    assertThat(record.dataGap()).isNull();
  }

  @Test
  void each_state_has_its_duration() {
    assertThat(finished().phases())
        .extracting(Phase::state, Phase::durationMillis)
        .containsExactly(
            tuple("wait_start", 1_000L),
            tuple("select_slave", 0L),
            tuple("send_slaveof_noone", 1_000L),
            tuple("wait_promotion", 1_000L),
            tuple("reconf_slaves", 3_000L),
            tuple("update_config", 0L));
  }

  @Test
  void each_replica_has_its_move() {
    assertThat(finished().replicas())
        .containsExactly(
            new ReplicaMove(
                "10.0.0.3:6379",
                Progress.DONE,
                START.plusMillis(5_000),
                START.plusMillis(6_000),
                START.plusMillis(7_000),
                2_000));
  }

  @Test
  void keeps_the_events_in_their_order() {
    assertThat(finished().steps())
        .extracting(Step::type)
        .startsWith("+try-failover", "+vote-for-leader", "+elected-leader")
        .endsWith("+failover-end", "+switch-master");
  }

  @Test
  void a_failover_that_runs_out_of_time_is_promoted_all_the_same() {
    FailoverRecord record =
        promotingInEpochFive()
            .replica(EventType.PROMOTED_SLAVE, 2)
            .master(EventType.FAILOVER_STATE_RECONF_SLAVES)
            .replica(EventType.SLAVE_RECONF_SENT, 3)
            .after(180_000)
            .replica(EventType.SLAVE_RECONF_SENT_TIMEOUT, 3)
            .master(EventType.FAILOVER_END_FOR_TIMEOUT)
            .master(EventType.FAILOVER_END)
            .replica(EventType.SLAVE_RECONF_SENT_BEST_EFFORT, 4)
            .switchTo(2)
            .record();

    assertThat(record.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(record.replicas())
        .extracting(ReplicaMove::replica, ReplicaMove::progress)
        .containsExactly(
            tuple("10.0.0.3:6379", Progress.TIMED_OUT), tuple("10.0.0.4:6379", Progress.LAST_TRY));
  }

  @Test
  void an_attempt_without_enough_votes_says_who_voted() {
    FailoverRecord record =
        new Events()
            .epoch(5)
            .master(EventType.TRY_FAILOVER)
            .text(EventType.VOTE_FOR_LEADER, US + " 5")
            .after(10_000)
            .master(
                EventType.FAILOVER_ABORT_NOT_ELECTED,
                "",
                opinions(opinion(PEER, true, PEER, 5), opinion(OTHER_PEER, true, null, 0)))
            .record();

    assertThat(record.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(record.abortReason()).isEqualTo(AbortReason.NOT_ELECTED);
    assertThat(record.votes()).containsExactly(new Vote(US, US), new Vote(PEER, PEER));
    assertThat(record.durationMillis()).isEqualTo(10_000);
  }

  @Test
  void an_attempt_without_a_good_replica_keeps_the_verdicts() {
    Evidence.Ranking ranking =
        new Evidence.Ranking(List.of(verdict(3, Fitness.PRIORITY_ZERO, 1, 0)), 1, 1);

    FailoverRecord record =
        electedInEpochFive().master(EventType.FAILOVER_ABORT_NO_GOOD_SLAVE, "", ranking).record();

    assertThat(record.abortReason()).isEqualTo(AbortReason.NO_GOOD_REPLICA);
    assertThat(record.candidates()).containsExactly(verdict(3, Fitness.PRIORITY_ZERO, 1, 0));
    assertThat(record.to()).isNull();
  }

  @Test
  void a_replica_that_is_not_promoted_in_time_ends_the_attempt() {
    FailoverRecord record =
        promotingInEpochFive()
            .after(180_000)
            .master(EventType.FAILOVER_ABORT_SLAVE_TIMEOUT)
            .record();

    assertThat(record.abortReason()).isEqualTo(AbortReason.REPLICA_TIMEOUT);
    assertThat(record.to()).isEqualTo("10.0.0.2:6379");
  }

  @Test
  void says_that_an_operator_asked_for_it() {
    assertThat(
            new Events()
                .master(EventType.TRY_FAILOVER, "", new Evidence.Attempt(true, false))
                .record()
                .trigger())
        .isEqualTo(Trigger.OPERATOR);
    assertThat(
            new Events()
                .master(EventType.TRY_FAILOVER, "", new Evidence.Attempt(true, true))
                .record()
                .trigger())
        .isEqualTo(Trigger.COORDINATED);
  }

  @Test
  void a_failover_of_another_sentinel_is_observed_from_our_vote_to_the_switch() {
    Evidence.Ranking ranking =
        new Evidence.Ranking(List.of(verdict(2, Fitness.FIT, 990, 1)), 1_000, 500);

    FailoverRecord record =
        new Events()
            .epoch(7)
            .master(EventType.SDOWN)
            .text(EventType.VOTE_FOR_LEADER, PEER + " 7")
            .after(2_500)
            .peer(EventType.CONFIG_UPDATE_FROM, OTHER_PEER, ranking)
            .switchTo(2)
            .record();

    assertThat(record.part()).isEqualTo(Part.OBSERVER);
    assertThat(record.trigger()).isEqualTo(Trigger.PEER);
    assertThat(record.outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(record.leader()).isEqualTo(PEER);
    assertThat(record.epoch()).isEqualTo(7);
    assertThat(record.from()).isEqualTo("10.0.0.1:6379");
    assertThat(record.to()).isEqualTo("10.0.0.2:6379");
    assertThat(record.detection().subjectivelyDownAt()).isEqualTo(START);
    assertThat(record.dataGap()).isEqualTo(new DataGap(1_000, 500, 990, 10));
    assertThat(record.durationMillis()).isEqualTo(2_500);
    assertThat(record.phases()).isEmpty();
  }

  @Test
  void a_move_that_we_only_hear_of_is_a_record_too() {
    FailoverRecord record =
        new Events().epoch(9).peer(EventType.CONFIG_UPDATE_FROM, PEER, null).switchTo(3).record();

    assertThat(record.outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(record.leader()).isNull();
    assertThat(record.from()).isEqualTo("10.0.0.1:6379");
    assertThat(record.to()).isEqualTo("10.0.0.3:6379");
  }

  @Test
  void losing_against_another_sentinel_gives_two_records() {
    List<FailoverRecord> records =
        electedInEpochFive()
            .epoch(6)
            .text(EventType.VOTE_FOR_LEADER, PEER + " 6")
            .after(1_000)
            .peer(EventType.CONFIG_UPDATE_FROM, PEER, null)
            .switchTo(3)
            .records();

    assertThat(records)
        .extracting(FailoverRecord::epoch, FailoverRecord::outcome, FailoverRecord::abortReason)
        .containsExactly(
            tuple(5L, Outcome.ABORTED, AbortReason.SUPERSEDED), tuple(6L, Outcome.OBSERVED, null));
  }

  @Test
  void a_vote_that_nothing_follows_is_given_up_in_time() {
    Events events = new Events().epoch(7).text(EventType.VOTE_FOR_LEADER, PEER + " 7");

    assertThat(events.after(900_000).expire().record().outcome()).isEqualTo(Outcome.IN_PROGRESS);
    assertThat(events.after(1).expire().record().outcome()).isEqualTo(Outcome.UNSEEN);
  }

  @Test
  void the_next_vote_ends_the_wait_for_the_one_before() {
    List<FailoverRecord> records =
        new Events()
            .epoch(7)
            .text(EventType.VOTE_FOR_LEADER, PEER + " 7")
            .epoch(8)
            .text(EventType.VOTE_FOR_LEADER, OTHER_PEER + " 8")
            .records();

    assertThat(records)
        .extracting(FailoverRecord::epoch, FailoverRecord::outcome)
        .containsExactly(tuple(7L, Outcome.UNSEEN), tuple(8L, Outcome.IN_PROGRESS));
  }

  @Test
  void reset_and_removal_end_what_goes_on() {
    assertThat(electedInEpochFive().master(EventType.RESET_MASTER).record().abortReason())
        .isEqualTo(AbortReason.RESET);
    assertThat(electedInEpochFive().master(EventType.UNMONITOR).record().abortReason())
        .isEqualTo(AbortReason.REMOVED);
  }

  @Test
  void two_failovers_of_one_master_have_different_ids_that_sort_by_time() {
    List<FailoverRecord> records =
        electedInEpochFive()
            .master(EventType.FAILOVER_ABORT_NO_GOOD_SLAVE)
            .after(360_000)
            .epoch(6)
            .master(EventType.TRY_FAILOVER)
            .records();

    assertThat(records).extracting(FailoverRecord::id).doesNotHaveDuplicates().isSorted();
    assertThat(UUID.fromString(records.getFirst().id()).version()).isEqualTo(7);
    assertThat(UUID.fromString(records.getFirst().id()).variant()).isEqualTo(2);
  }

  @Test
  void the_same_events_give_the_same_records() {
    assertThat(finished()).isEqualTo(finished());
  }

  @Test
  void the_last_phase_of_a_failover_in_progress_grows() {
    FailoverRecord record = promotingInEpochFive().record();

    assertThat(record.asOf(START.plusMillis(9_000)).phases().getLast())
        .isEqualTo(new Phase("wait_promotion", START.plusMillis(4_000), 5_000));
    assertThat(finished().asOf(START.plusMillis(99_000))).isEqualTo(finished());
  }

  @Test
  void the_course_of_events_is_bounded() {
    Events events = electedInEpochFive();
    for (int i = 0; i < 2 * FailoverRecord.MAX_STEPS; i++) {
      events.replica(EventType.SDOWN, 4);
    }

    assertThat(events.record().steps()).hasSize(FailoverRecord.MAX_STEPS);
  }
}
