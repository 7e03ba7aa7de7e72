package dev.vedette.sentinel.documented;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.Test;

/** Chapters "Configuration epochs", "Configuration propagation" and "Sentinel persistent state". */
class ConfigurationEpochsTest {

  private static final String B = "b".repeat(40);

  private final Scene scene = new Scene();

  @Test
  void an_authorized_sentinel_gets_a_unique_configuration_epoch() {
    scene.play("epoch 41\nmaster 6379\nreplica 6380\nstart\nwait 1000\nkill 6379\nwait 8000");
    assertThat(scene.master().configEpoch()).isEqualTo(42);
    scene.play("redis 6379 replica 6380\nrevive 6379\nwait 20000\nkill 6380\nwait 150000");
    assertThat(scene.currentPort()).isEqualTo(6379);
    assertThat(scene.master().configEpoch()).isEqualTo(43);
  }

  @Test
  void a_vote_given_in_an_epoch_is_not_given_again_to_another() {
    scene.play("master 6379 quorum=2\npeer b 26380\npeer c 26381\nstart\nwait 1000");
    scene.play("ask 6379 epoch=1 candidate=b\nask 6379 epoch=1 candidate=c");
    assertThat(scene.happened("answer"))
        .hasSize(2)
        .allSatisfy(answer -> assertThat(answer).contains("leader=" + B + ", leaderEpoch=1"));
    assertThat(scene.happened("+vote-for-leader")).containsExactly("+vote-for-leader " + B + " 1");
  }

  @Test
  void after_voting_for_another_twice_the_failover_timeout_passes_before_an_own_attempt() {
    scene.play("master 6379 quorum=2 failover-timeout=20000\nreplica 6380\npeer b 26380");
    scene.play("vote 26380 down=yes for=asker\nstart\nwait 1000\nask 6379 epoch=1 candidate=b");
    scene.play("kill 6379\nwait 60000");
    assertThat(scene.timeOf("+try-failover")).isBetween(41_000L, 42_100L);
  }

  @Test
  void if_the_first_attempt_fails_another_is_made_after_some_time() {
    scene.play("master 6379 quorum=2 failover-timeout=20000\nreplica 6380\npeer b 26380");
    scene.play("peer c 26381\nvote 26380 down=yes for=c\nvote 26381 down=yes for=c\nstart");
    scene.play("wait 1000\nkill 6379\nwait 20000");
    assertThat(scene.events()).contains("-failover-abort-not-elected");
    scene.play("vote 26380 down=yes for=asker\nvote 26381 down=yes for=asker\nwait 40000");
    assertThat(scene.events()).contains("+switch-master");
  }

  @Test
  void a_failover_succeeds_only_when_the_switch_to_master_is_observed_in_info() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 1000\nredis 6380 obeys=no\nkill 6379");
    scene.play("wait 20000");
    assertThat(scene.happened("send 6380 MULTI; SLAVEOF NO ONE")).hasSize(1);
    assertThat(scene.events()).doesNotContain("+promoted-slave", "+switch-master");
    assertThat(scene.currentPort()).isEqualTo(6379);

    scene.play("redis 6380 master\nwait 2000");
    assertThat(scene.events()).contains("+promoted-slave", "+switch-master");
    assertThat(scene.currentPort()).isEqualTo(6380);
  }

  @Test
  void the_new_configuration_is_reported_while_replicas_are_still_being_moved() {
    scene.play("master 6379\nreplica 6380\nreplica 6381\nredis 6380 priority=1\nstart");
    scene.play("wait 1000\nredis 6381 obeys=no\nkill 6379\nwait 8000");
    assertThat(scene.events()).contains("+promoted-slave").doesNotContain("+switch-master");
    assertThat(scene.currentPort()).isEqualTo(6380);
  }

  @Test
  void the_new_configuration_is_broadcast_with_its_version_to_all_instances() {
    scene.play("master 6379\nreplica 6380\nreplica 6381\nredis 6380 priority=1\nstart");
    scene.play("wait 1000\nredis 6381 obeys=no\nkill 6379\nwait 4000\nverbose on\nwait 2000");
    for (int port : new int[] {6380, 6381}) {
      assertThat(scene.happened("send " + port + " PUBLISH"))
          .anySatisfy(hello -> assertThat(hello).endsWith(",1,mymaster,127.0.0.1,6380,1"));
    }
  }

  @Test
  void the_greater_version_wins_over_smaller_ones() {
    scene.play("master 6379 quorum=2 config-epoch=5\nreplica 6380\npeer b 26380\nstart");
    scene.play("wait 1000\nhello 6379 127.0.0.1,26380,<b>,5,mymaster,127.0.0.1,6380,4");
    assertThat(scene.currentPort()).isEqualTo(6379);
    scene.play("hello 6379 127.0.0.1,26380,<b>,5,mymaster,127.0.0.1,6380,5");
    assertThat(scene.currentPort()).isEqualTo(6379);
    // An equal version gave way to ours, which has a new one since: see ADR 0006.
    scene.play("hello 6379 127.0.0.1,26380,<b>,7,mymaster,127.0.0.1,6380,7");
    assertThat(scene.currentPort()).isEqualTo(6380);
  }

  @Test
  void a_configuration_received_is_saved_with_its_epoch() {
    scene.play("master 6379 quorum=2\nreplica 6380\npeer b 26380\nstart\nwait 1000");
    scene.play("hello 6379 127.0.0.1,26380,<b>,7,mymaster,127.0.0.1,6380,7");
    assertThat(scene.happened())
        .containsSubsequence(
            "+new-epoch 7", "persist", "+switch-master mymaster 127.0.0.1 6379 127.0.0.1 6380");
    assertThat(scene.sentinel().durableState().masters().getFirst())
        .satisfies(saved -> {
          assertThat(saved.configEpoch()).isEqualTo(7);
          assertThat(saved.address().port()).isEqualTo(6380);
        });
  }

  @Test
  void a_configuration_created_is_saved_before_it_is_told() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 1000\nkill 6379\nwait 8000");
    assertThat(scene.happened())
        .containsSubsequence(
            "-role-change slave 127.0.0.1:6380 127.0.0.1 6380 @ mymaster 127.0.0.1 6379"
                + " new reported role is master",
            "persist",
            "+promoted-slave slave 127.0.0.1:6380 127.0.0.1 6380 @ mymaster 127.0.0.1 6379");
  }

  @Test
  void it_is_safe_to_stop_and_restart_a_sentinel() {
    scene.play("master 6379 quorum=2\nreplica 6380\npeer b 26380\nstart\nwait 1000");
    scene.play("ask 6379 epoch=9 candidate=b\nrestart");
    assertThat(scene.sentinel().durableState().currentEpoch()).isEqualTo(9);
    scene.play("ask 6379 epoch=9 candidate=c");
    assertThat(scene.happened("+vote-for-leader")).isEmpty();
    assertThat(scene.master().replicas()).hasSize(1);
    assertThat(scene.master().peers()).hasSize(1);
  }

  @Test
  void a_forced_failover_asks_nobody_and_publishes_a_new_version() {
    scene.play("master 6379 quorum=2\nreplica 6380\npeer b 26380\nstart\nwait 1000");
    scene.play("request failover mymaster\nverbose on\nwait 20000");
    assertThat(scene.events()).contains("+elected-leader");
    assertThat(scene.currentPort()).isEqualTo(6380);
    assertThat(scene.happened("send 6380 PUBLISH"))
        .anySatisfy(hello -> assertThat(hello).endsWith(",1,mymaster,127.0.0.1,6380,1"));
    assertThat(scene.happened("send 6379 MULTI; SLAVEOF 127.0.0.1 6380")).isNotEmpty();
  }
}
