package dev.vedette.sentinel.documented;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chapters "SDOWN and ODOWN failure state" and "Handling of -BUSY state". */
class FailureDetectionTest {

  private final Scene scene = new Scene();

  @Test
  void sdown_is_reached_without_a_valid_reply_to_ping_for_the_configured_time() {
    scene.play("master 6379 quorum=2 down-after=5000\nstart\nwait 1000\nfreeze 6379\nwait 8000");
    assertThat(scene.timeOf("+sdown master mymaster")).isBetween(6000L, 7001L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+PONG",
        "-LOADING Redis is loading the dataset in memory",
        "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."
      })
  void acceptable_replies_to_ping_are_pong_loading_and_masterdown(String reply) {
    scene.play("master 6379 quorum=2\nstart\nwait 1000\nsays 6379 " + reply + "\nwait 60000");
    assertThat(scene.events()).doesNotContain("+sdown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-NOAUTH Authentication required.",
        "-ERR unknown command",
        "-BUSY Redis is busy running a script.",
        "+OK",
        "+pong"
      })
  void any_other_reply_is_not_valid(String reply) {
    scene.play("master 6379 quorum=2\nstart\nwait 1000\nsays 6379 " + reply + "\nwait 8000");
    assertThat(scene.events()).contains("+sdown");
  }

  @Test
  void no_reply_at_all_is_not_valid() {
    scene.play("master 6379 quorum=2\nstart\nwait 1000\nkill 6379\nwait 8000");
    assertThat(scene.events()).contains("+sdown");
  }

  @Test
  void a_logical_master_that_advertises_itself_as_a_replica_is_considered_down() {
    scene.play(
        """
        master 6379 quorum=2 down-after=5000
        replica 6380
        start
        wait 1000
        redis 6379 replica 6380
        wait 60000
        """);
    assertThat(scene.happened("+sdown master")).hasSize(1);
  }

  @Test
  void an_acceptable_reply_every_29_seconds_keeps_an_instance_up_with_an_interval_of_30() {
    scene.play("master 6379 quorum=2 down-after=30000\nstart\nwait 1000");
    for (int i = 0; i < 10; i++) {
      scene.play("says 6379 -ERR out of order\nwait 27500\nsays 6379 +PONG\nwait 1500");
      assertThat(scene.events()).doesNotContain("+sdown");
    }
    scene.play("says 6379 -ERR out of order\nwait 31500");
    assertThat(scene.events()).contains("+sdown");
  }

  @Test
  void sdown_is_not_enough_to_trigger_a_failover() {
    scene.play("master 6379 quorum=2\nreplica 6380\nstart\nwait 1000\nkill 6379\nwait 300000");
    assertThat(scene.events())
        .contains("+sdown")
        .doesNotContain("+odown", "+try-failover", "+new-epoch");
  }

  @Test
  void odown_is_reached_with_feedback_from_others_by_is_master_down_by_addr() {
    scene.play(
        """
        master 6379 quorum=2
        peer b 26380
        vote 26380 down=yes
        start
        wait 1000
        kill 6379
        wait 6000
        """);
    assertThat(scene.happened())
        .containsSubsequence(
            "+sdown master mymaster 127.0.0.1 6379",
            "send 26380 SENTINEL is-master-down-by-addr 127.0.0.1 6379 0 *",
            "+odown master mymaster 127.0.0.1 6379 #quorum 2/2");
  }

  @Test
  void peers_are_not_asked_while_the_master_is_fine() {
    scene.play("master 6379 quorum=2\npeer b 26380\nvote 26380 down=yes\nstart\nwait 60000");
    assertThat(scene.happened("send 26380 SENTINEL")).isEmpty();
    assertThat(scene.events()).doesNotContain("+odown");
  }

  @Test
  void if_the_acknowledge_is_later_missing_odown_is_cleared() {
    scene.play(
        """
        master 6379 quorum=2
        peer b 26380
        vote 26380 down=yes
        start
        wait 1000
        kill 6379
        wait 6000
        vote 26380 down=no
        wait 2000
        """);
    assertThat(scene.events()).containsSubsequence("+odown", "-odown");
  }

  @Test
  void reports_count_only_within_a_given_time_range() {
    scene.play(
        """
        master 6379 quorum=2
        peer b 26380
        vote 26380 down=yes
        start
        wait 1000
        kill 6379
        wait 6000
        vote 26380 down=yes silent=yes
        wait 10000
        """);
    assertThat(scene.events()).containsSubsequence("+odown", "-odown");
    assertThat(scene.timeOf("-odown") - scene.timeOf("+odown")).isBetween(5000L, 7000L);
  }

  @Test
  void odown_only_applies_to_masters() {
    scene.play(
        """
        master 6379 quorum=1
        replica 6380
        peer b 26380
        start
        wait 1000
        kill 6380 26380
        wait 60000
        """);
    assertThat(scene.happened("+sdown"))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("+sdown slave"),
            line -> assertThat(line).startsWith("+sdown sentinel"));
    assertThat(scene.events()).doesNotContain("+odown", "+try-failover");
  }

  @Test
  void a_replica_in_sdown_state_is_not_selected_to_be_promoted() {
    scene.play(
        """
        master 6379
        replica 6380
        replica 6381
        redis 6380 priority=1
        start
        wait 1000
        kill 6380
        wait 10000
        kill 6379
        wait 8000
        """);
    assertThat(scene.currentPort()).isEqualTo(6381);
  }

  @Test
  void a_busy_instance_gets_a_script_kill_before_it_is_failed_over() {
    scene.play(
        """
        master 6379 quorum=2
        replica 6380
        peer b 26380
        vote 26380
        start
        wait 1000
        says 6379 -BUSY Redis is busy running a script.
        wait 10000
        """);
    assertThat(scene.happened("send 6379 SCRIPT KILL")).hasSize(1);
    assertThat(scene.events()).contains("+sdown").doesNotContain("+try-failover");
  }

  @Test
  void an_instance_still_in_an_error_condition_after_script_kill_is_failed_over() {
    scene.play(
        """
        master 6379 quorum=2
        replica 6380
        peer b 26380
        vote 26380 down=yes for=asker
        start
        wait 1000
        says 6379 -BUSY Redis is busy running a script.
        wait 10000
        """);
    assertThat(scene.events()).contains("+switch-master");
  }

  @Test
  void an_instance_that_recovers_after_script_kill_is_not_failed_over() {
    scene.play(
        """
        master 6379 quorum=2
        replica 6380
        peer b 26380
        vote 26380
        start
        wait 1000
        says 6379 -BUSY Redis is busy running a script.
        wait 8000
        says 6379 +PONG
        wait 60000
        """);
    assertThat(scene.events()).contains("-sdown").doesNotContain("+odown", "+try-failover");
  }
}
