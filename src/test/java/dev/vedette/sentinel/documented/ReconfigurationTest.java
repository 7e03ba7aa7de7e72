package dev.vedette.sentinel.documented;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.Test;

/**
 * Chapters "Sentinel reconfiguration of instances outside the failover procedure", "Other Sentinel
 * options" and "Removing the old master or unreachable replicas"; "Sentinel failover disconnection"
 * of the client guidelines.
 */
class ReconfigurationTest {

  private final Scene scene = new Scene();

  private void failedOver() {
    scene.play(
        """
        master 6379 failover-timeout=20000
        replica 6380
        replica 6381
        redis 6380 priority=1
        start
        wait 1000
        kill 6379
        wait 8000
        """);
    assertThat(scene.currentPort()).isEqualTo(6380);
  }

  @Test
  void replicas_that_claim_to_be_masters_are_configured_as_replicas_of_the_current_master() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 1000\nredis 6380 master\nwait 30000");
    assertThat(scene.happened("send 6380 MULTI; SLAVEOF 127.0.0.1 6379")).hasSize(1);
    assertThat(scene.events()).contains("+convert-to-slave");
  }

  @Test
  void replicas_connected_to_a_wrong_master_are_configured_to_follow_the_right_one() {
    scene.play("master 6379 failover-timeout=10000\nreplica 6380\nstart\nwait 1000");
    scene.play("redis 6380 replica 7777\nwait 40000");
    assertThat(scene.happened("send 6380 MULTI; SLAVEOF 127.0.0.1 6379")).hasSize(1);
    assertThat(scene.events()).contains("+fix-slave-config");
  }

  @Test
  void the_wrong_configuration_must_be_observed_longer_than_the_broadcast_period() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 1000\nredis 6380 master\nwait 30000");
    long seen = scene.timeOf("-role-change");
    assertThat(scene.timeOf("+convert-to-slave") - seen).isGreaterThan(4 * 2000L);
  }

  @Test
  void a_sentinel_with_a_stale_configuration_is_updated_before_it_changes_a_replica() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 1000\nredis 6380 master\nwait 12000");
    assertThat(scene.events()).contains("-role-change").doesNotContain("+convert-to-slave");
    scene.play(
        """
        hello 6380 127.0.0.1,26380,<b>,1,mymaster,127.0.0.1,6380,1
        wait 60000
        """);
    assertThat(scene.events()).contains("+switch-master");
    assertThat(scene.happened("send 6380 MULTI")).isEmpty();
  }

  @Test
  void masters_failed_over_are_reconfigured_as_replicas_when_they_return() {
    failedOver();
    scene.play("redis 6379 master\nrevive 6379\nwait 30000");
    assertThat(scene.happened("send 6379 MULTI; SLAVEOF 127.0.0.1 6380")).hasSize(1);
  }

  @Test
  void the_failed_over_master_is_added_as_a_replica_of_the_new_master() {
    failedOver();
    assertThat(scene.happened("+slave "))
        .contains("+slave slave 127.0.0.1:6379 127.0.0.1 6379 @ mymaster 127.0.0.1 6380");
  }

  @Test
  void replicas_partitioned_away_are_reconfigured_once_reachable() {
    scene.play(
        """
        master 6379 failover-timeout=20000
        replica 6380
        replica 6381
        start
        wait 1000
        kill 6381
        wait 8000
        kill 6379
        wait 30000
        """);
    assertThat(scene.currentPort()).isEqualTo(6380);
    scene.play("revive 6381\nwait 60000");
    assertThat(scene.happened("send 6381 MULTI; SLAVEOF 127.0.0.1 6380")).hasSize(1);
  }

  @Test
  void nothing_is_reconfigured_while_the_master_itself_is_not_fine() {
    scene.play(
        """
        master 6379 quorum=2
        replica 6380
        start
        wait 1000
        kill 6379
        wait 6000
        redis 6380 master
        wait 60000
        """);
    assertThat(scene.happened("send 6380 MULTI")).isEmpty();
  }

  @Test
  void parallel_syncs_bounds_the_replicas_that_are_reconfigured_at_the_same_time() {
    for (int allowed = 1; allowed <= 3; allowed++) {
      Scene each = new Scene();
      each.play(
          """
          master 6379 parallel-syncs=%d
          replica 6380
          replica 6381
          replica 6382
          replica 6383
          redis 6380 priority=1
          start
          wait 1000
          redis 6381 obeys=no
          redis 6382 obeys=no
          redis 6383 obeys=no
          kill 6379
          wait 8000
          """
              .formatted(allowed));
      assertThat(each.happened("+slave-reconf-sent ")).hasSize(allowed);
    }
  }

  @Test
  void clients_are_disconnected_from_every_instance_whose_role_or_master_is_changed() {
    failedOver();
    assertThat(scene.happened("send 63"))
        .hasSize(2)
        .allSatisfy(order ->
            assertThat(order).contains("CLIENT KILL TYPE normal", "CLIENT KILL TYPE pubsub"));
    scene.play("redis 6379 master\nrevive 6379\nwait 30000");
    assertThat(scene.happened("send 6379 MULTI"))
        .singleElement()
        .asString()
        .contains("CLIENT KILL TYPE normal");
  }

  @Test
  void sentinels_never_forget_replicas_even_when_unreachable_for_a_long_time() {
    scene.play("master 6379\nreplica 6380\nreplica 6381\nstart\nwait 1000\nkill 6381");
    scene.play("wait 7200000");
    assertThat(scene.master().replicas()).hasSize(2);
  }

  @Test
  void reset_refreshes_the_list_with_those_that_the_master_lists() {
    scene.play("master 6379\nreplica 6380\nreplica 6381\nstart\nwait 1000\nkill 6381");
    scene.play("redis 6379 lists=6380\nrequest reset mymaster\nwait 10000");
    assertThat(scene.events()).contains("+reset-master", "+slave");
    assertThat(scene.master().replicas())
        .singleElement()
        .satisfies(replica -> assertThat(replica.instance().address().port()).isEqualTo(6380));
  }
}
