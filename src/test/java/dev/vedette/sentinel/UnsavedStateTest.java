package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.Test;

/** What a restart would forget is no ground to act on. */
class UnsavedStateTest {

  private final Scene scene = new Scene();

  private void watchAlone() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 12000");
  }

  private void watchWithTwoPeers() {
    scene.play("master 6379 quorum=2\nreplica 6380\npeer b 26380\npeer c 26381\nstart\nwait 12000");
    scene.play("vote 26380 down=yes for=asker\nvote 26381 down=yes for=asker");
  }

  @Test
  void nobody_is_elected_by_a_vote_that_is_not_on_disk() {
    watchAlone();
    scene.play("disk full\nkill 6379\nwait 10000");
    assertThat(scene.events())
        .containsSubsequence(
            "+odown", "+try-failover", "+votes-withheld", "-failover-abort-not-saved")
        .doesNotContain("+promoted-slave", "+selected-slave");
    assertThat(scene.happened("send 6380 MULTI")).isEmpty();
  }

  @Test
  void votes_of_peers_do_not_make_up_for_an_epoch_that_is_not_on_disk() {
    watchWithTwoPeers();
    scene.play("disk full\nkill 6379\nwait 10000");
    assertThat(scene.events())
        .contains("-failover-abort-not-saved")
        .doesNotContain("+elected-leader");
    assertThat(scene.happened("send 6380 MULTI")).isEmpty();
  }

  /** Who has voted for us stands back for two failover-timeouts, and we would not use the vote. */
  @Test
  void nobody_is_asked_for_a_vote_in_an_epoch_that_is_not_on_disk() {
    watchWithTwoPeers();
    scene.play("verbose on\ndisk full\nkill 6379\nwait 10000");
    assertThat(scene.events()).contains("+try-failover", "-failover-abort-not-saved");
    assertThat(scene.happened("send 26380 SENTINEL"))
        .isNotEmpty()
        .noneMatch(line -> line.contains("a".repeat(40)));
  }

  @Test
  void while_the_disk_is_full_no_failover_is_begun_again() {
    watchAlone();
    scene.play("disk full\nkill 6379\nwait 10000");
    scene.play("wait 600000");
    assertThat(scene.events()).doesNotContain("+try-failover");
  }

  @Test
  void the_failover_is_made_as_soon_as_the_state_can_be_saved() {
    watchAlone();
    scene.play("disk full\nkill 6379\nwait 10000");
    scene.play("disk free\nwait 1000");
    assertThat(scene.events())
        .containsSubsequence("-votes-withheld", "+try-failover", "+promoted-slave");
    assertThat(scene.currentPort()).isEqualTo(6380);
  }

  @Test
  void a_failover_that_was_saved_before_goes_on() {
    watchAlone();
    scene.play("redis 6380 obeys=no\nkill 6379\nwait 7000");
    assertThat(scene.master().failoverState().wireName()).isEqualTo("wait_promotion");
    scene.play("disk full\nrequest flush\nredis 6380 master obeys=yes\nwait 3000");
    assertThat(scene.events())
        .contains("+votes-withheld", "+promoted-slave", "+switch-master")
        .doesNotContain("-failover-abort-not-saved");
  }

  @Test
  void an_operator_is_told_why_a_failover_cannot_begin() {
    watchAlone();
    scene.play("disk full\nrequest flush\nrequest failover mymaster");
    assertThat(scene.happened("answer"))
        .last()
        .asString()
        .contains("NOT_SAVED")
        .contains("No space left on device");
    assertThat(scene.events()).doesNotContain("+try-failover");
  }

  @Test
  void a_failover_by_an_operator_that_turns_out_not_to_be_saved_ends() {
    watchAlone();
    scene.play("disk full\nrequest failover mymaster\nwait 10000");
    assertThat(scene.events())
        .contains("-failover-abort-not-saved")
        .doesNotContain("+promoted-slave");
    assertThat(scene.happened("send 6380 MULTI")).isEmpty();
    assertThat(scene.currentPort()).isEqualTo(6379);
  }

  @Test
  void a_coordinated_failover_that_turns_out_not_to_be_saved_ends() {
    watchAlone();
    scene.play("disk full\nrequest coordinated-failover mymaster\nwait 10000");
    assertThat(scene.events()).contains("-failover-abort-not-saved");
    assertThat(scene.happened("send 6379 FAILOVER")).isEmpty();
  }

  @Test
  void our_vote_is_not_counted_as_one_that_could_be_had() {
    watchAlone();
    assertThat(scene.master().usableSentinels()).isEqualTo(1);
    scene.play("disk full\nrequest flush");
    assertThat(scene.master().usableSentinels()).isZero();
    assertThat(scene.master().ownVoteNote()).contains("withholds its votes");
    scene.play("disk free");
    assertThat(scene.master().usableSentinels()).isEqualTo(1);
  }

  @Test
  void a_newer_configuration_is_followed_all_the_same() {
    watchWithTwoPeers();
    scene.play("disk full\nrequest flush");
    scene.play("hello 6379 127.0.0.1,26380,<b>,7,mymaster,127.0.0.1,6380,7\nwait 100");
    assertThat(scene.currentPort()).isEqualTo(6380);
  }
}
