package dev.vedette.sentinel.documented;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.Test;

/** Chapters "Configuring Sentinel", "Example deployments" and "Quorum". */
class QuorumTest {

  private static final String NO_ONE = "send 6380 MULTI; SLAVEOF NO ONE";

  private final Scene scene = new Scene();

  private void fiveSentinels(int quorum) {
    scene.play(
        """
        master 6379 quorum=%d
        replica 6380
        peer b 26380
        peer c 26381
        peer d 26382
        peer e 26383
        start
        wait 1000
        """
            .formatted(quorum));
  }

  @Test
  void the_quorum_is_the_number_of_sentinels_that_must_agree_that_the_master_is_not_reachable() {
    fiveSentinels(3);
    scene.play("vote 26380 down=yes\nkill 6379\nwait 9000");
    assertThat(scene.events()).contains("+sdown").doesNotContain("+odown");

    scene.play("vote 26381 down=yes\nwait 2000");
    assertThat(scene.happened("+odown"))
        .containsExactly("+odown master mymaster 127.0.0.1 6379 #quorum 3/3");
  }

  @Test
  void the_quorum_only_detects_the_failure_and_a_majority_of_votes_authorizes_the_failover() {
    fiveSentinels(2);
    scene.play("vote 26380 down=yes for=asker\nkill 6379\nwait 20000");
    assertThat(scene.events())
        .contains("+odown", "+try-failover", "-failover-abort-not-elected")
        .doesNotContain("+elected-leader");
  }

  @Test
  void two_of_five_agree_and_a_third_vote_authorizes_the_failover() {
    fiveSentinels(2);
    scene.play(
        """
        vote 26380 down=yes for=asker
        vote 26381 down=no for=asker
        kill 6379
        wait 6000
        """);
    assertThat(scene.happened("+odown")).singleElement().asString().endsWith("#quorum 2/2");
    assertThat(scene.events()).contains("+elected-leader", "+switch-master");
  }

  @Test
  void a_failover_never_starts_if_the_majority_of_sentinels_are_unable_to_talk() {
    fiveSentinels(1);
    scene.play("kill 6379 26380 26381 26382 26383\nwait 600000");
    assertThat(scene.events()).contains("+odown").doesNotContain("+elected-leader");
    assertThat(scene.happened("send 6380 MULTI")).isEmpty();
  }

  @Test
  void with_two_sentinels_and_quorum_one_the_loss_of_one_box_makes_failover_impossible() {
    scene.play(
        """
        master 6379 quorum=1
        replica 6380
        peer b 26380
        start
        wait 1000
        kill 6379 26380
        wait 600000
        """);
    assertThat(scene.events()).contains("+odown").doesNotContain("+elected-leader");
    assertThat(scene.currentPort()).isEqualTo(6379);
  }

  @Test
  void with_two_sentinels_and_quorum_one_a_dead_master_alone_is_failed_over() {
    scene.play(
        """
        master 6379 quorum=1
        replica 6380
        peer b 26380
        vote 26380 for=asker
        start
        wait 1000
        kill 6379
        wait 6000
        """);
    assertThat(scene.currentPort()).isEqualTo(6380);
  }

  @Test
  void with_a_quorum_of_all_five_every_sentinel_must_agree_about_the_error() {
    fiveSentinels(5);
    scene.play(
        """
        vote 26380 down=yes for=asker
        vote 26381 down=yes for=asker
        vote 26382 down=yes for=asker
        kill 6379
        wait 30000
        """);
    assertThat(scene.events()).doesNotContain("+odown");

    scene.play("vote 26383 down=yes for=asker\nwait 3000");
    assertThat(scene.events()).contains("+odown", "+elected-leader");
  }

  @Test
  void with_a_quorum_above_the_majority_that_many_votes_are_required() {
    fiveSentinels(4);
    scene.play(
        """
        vote 26380 down=yes for=asker
        vote 26381 down=yes for=asker
        vote 26382 down=yes for=d
        vote 26383 down=yes for=d
        kill 6379
        wait 20000
        """);
    assertThat(scene.events())
        .contains("+odown", "-failover-abort-not-elected")
        .doesNotContain("+elected-leader");
  }

  @Test
  void with_a_quorum_above_the_majority_failover_happens_when_that_many_vote() {
    fiveSentinels(4);
    scene.play(
        """
        vote 26380 down=yes for=asker
        vote 26381 down=yes for=asker
        vote 26382 down=yes for=asker
        vote 26383 down=no
        kill 6379
        wait 6000
        """);
    assertThat(scene.happened(NO_ONE)).hasSize(1);
  }

  @Test
  void a_quorum_below_the_majority_triggers_with_a_minority() {
    fiveSentinels(1);
    scene.play("kill 6379\nwait 6000");
    assertThat(scene.events()).contains("+odown", "+try-failover");
  }
}
