package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.Test;

/** What was heard before a TILT is no evidence after it, and patience begins anew. */
class AfterTiltTest {

  private final Scene scene = new Scene();

  @Test
  void opinions_of_peers_do_not_outlast_a_tilt() {
    scene.play("master 6379 quorum=2\npeer b 26380\nstart\nvote 26380 down=yes\nkill 6379");
    scene.play("wait 6000");
    assertThat(scene.events()).contains("+odown");
    // The time goes back, not on: by their age alone the opinions would still be good.
    scene.play("vote 26380 silent=yes\njump 5000");
    assertThat(scene.master().peers().getFirst().saysMasterDown()).isFalse();
    scene.play("wait 31000");
    assertThat(scene.events()).contains("-odown");
    assertThat(scene.master().odownSinceMillis()).isNull();
  }

  @Test
  void votes_do_not_outlast_a_tilt() {
    scene.play("master 6379 quorum=2\npeer b 26380\npeer c 26381\nstart\nkill 6379");
    scene.play("vote 26380 down=yes for=asker\nvote 26381 down=yes silent=yes\nwait 7000");
    assertThat(scene.master().peers().getFirst().votedLeader()).isNotNull();
    scene.play("vote 26380 silent=yes\njump 5000");
    assertThat(scene.master().peers().getFirst().votedLeader()).isNull();
  }

  @Test
  void peers_are_asked_again_as_soon_as_it_is_over() {
    scene.play("master 6379 quorum=2\npeer b 26380\nstart\nvote 26380 down=yes\nkill 6379");
    scene.play("wait 6000");
    scene.play("jump 5000\nwait 31000");
    assertThat(scene.events()).containsSubsequence("-tilt", "-odown", "+odown");
    assertThat(scene.timeOf("+odown")).isEqualTo(scene.timeOf("-tilt"));
  }

  @Test
  void a_replica_that_says_master_is_given_all_patience_again() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 20000\nredis 6380 master\njump 5000");
    scene.play("wait 37000");
    assertThat(scene.events()).doesNotContain("+convert-to-slave");
    scene.play("wait 3000");
    assertThat(scene.events()).contains("+convert-to-slave");
  }

  @Test
  void a_replica_of_somebody_else_is_given_all_patience_again() {
    scene.play("master 6379 failover-timeout=20000\nreplica 6380\nstart\nwait 20000");
    scene.play("redis 6380 slave 6399\njump 5000\nwait 49000");
    assertThat(scene.events()).doesNotContain("+fix-slave-config");
    scene.play("wait 3000");
    assertThat(scene.events()).contains("+fix-slave-config");
  }

  @Test
  void a_master_that_says_replica_is_given_all_patience_again() {
    scene.play("master 6379 down-after=5000\nstart\nwait 20000\nredis 6379 slave 6399");
    scene.play("jump 5000\nwait 54000");
    assertThat(scene.events()).doesNotContain("+sdown");
    scene.play("wait 3000");
    assertThat(scene.events()).contains("+sdown");
  }

  @Test
  void everybody_is_asked_who_it_is_as_soon_as_it_is_over() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 20000\njump 5000\nverbose on\nwait 30000");
    long over = scene.timeOf("-tilt");
    scene.play("wait 0");
    assertThat(scene.master().node().infoRefreshMillis()).isZero();
    assertThat(scene.master().replicas().getFirst().node().infoRefreshMillis()).isZero();
    assertThat(over).isEqualTo(50_000);
  }
}
