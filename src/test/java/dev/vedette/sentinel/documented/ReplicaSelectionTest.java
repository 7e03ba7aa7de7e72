package dev.vedette.sentinel.documented;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.Test;

/** Chapters "Replicas priority" and "Replica selection and priority". */
class ReplicaSelectionTest {

  private final Scene scene = new Scene();

  private void masterDies(String replicas) {
    scene.play("master 6379 down-after=5000\nreplica 6380\nreplica 6381\n" + replicas);
    scene.play("start\nwait 1000\nkill 6379\nwait 8000");
  }

  @Test
  void a_lower_priority_number_is_preferred() {
    masterDies("redis 6380 priority=100 offset=999\nredis 6381 priority=10 offset=1");
    assertThat(scene.currentPort()).isEqualTo(6381);
  }

  @Test
  void a_replica_with_priority_zero_is_never_promoted() {
    masterDies("redis 6380 priority=0 offset=999\nredis 6381 priority=0 offset=999");
    assertThat(scene.events())
        .contains("-failover-abort-no-good-slave")
        .doesNotContain("+selected-slave");
    scene.play("wait 600000");
    assertThat(scene.events()).doesNotContain("+selected-slave");
    assertThat(scene.currentPort()).isEqualTo(6379);
  }

  @Test
  void a_replica_with_priority_zero_is_still_moved_to_the_new_master() {
    masterDies("redis 6380 priority=0");
    assertThat(scene.currentPort()).isEqualTo(6381);
    assertThat(scene.happened("send 6380 MULTI; SLAVEOF 127.0.0.1 6381")).hasSize(1);
  }

  @Test
  void with_equal_priority_the_one_that_received_more_data_is_selected() {
    masterDies("redis 6380 offset=1000\nredis 6381 offset=1001");
    assertThat(scene.currentPort()).isEqualTo(6381);
  }

  @Test
  void with_equal_priority_and_data_the_smaller_run_id_is_selected() {
    masterDies("redis 6380 runid=f\nredis 6381 runid=b");
    assertThat(scene.currentPort()).isEqualTo(6381);
  }

  @Test
  void one_disconnected_for_longer_than_ten_times_down_after_plus_the_time_in_sdown_is_skipped() {
    masterDies("redis 6380 priority=1 link=down link-down-seconds=52");
    assertThat(scene.currentPort()).isEqualTo(6381);
  }

  @Test
  void one_disconnected_for_just_that_long_is_considered() {
    masterDies("redis 6380 priority=1 link=down link-down-seconds=50");
    assertThat(scene.currentPort()).isEqualTo(6380);
  }

  @Test
  void the_master_being_down_for_longer_excuses_a_longer_disconnection() {
    scene.play("master 6379 quorum=2 down-after=5000\nreplica 6380\npeer b 26380\nvote 26380");
    scene.play("redis 6380 link=down link-down-seconds=65\nstart\nwait 1000\nkill 6379");
    scene.play("wait 25000\nvote 26380 down=yes for=asker\nwait 3000");
    assertThat(scene.currentPort()).isEqualTo(6380);
  }
}
