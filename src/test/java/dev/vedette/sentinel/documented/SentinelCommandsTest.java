package dev.vedette.sentinel.documented;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.Test;

/**
 * Chapters "Sentinel commands", "Reconfiguring Sentinel at runtime", "Adding or removing Sentinels"
 * and "Pub/Sub messages"; "Ask for master address" of the client guidelines.
 */
class SentinelCommandsTest {

  private final Scene scene = new Scene();

  @Test
  void several_sets_of_masters_and_replicas_are_watched_at_the_same_time() {
    scene.play("master 6379\nreplica 6380\nmaster 6400 name=resque\nreplica 6401 master=resque");
    scene.play("start\nwait 1000\nkill 6400\nwait 8000");
    assertThat(scene.happened("+switch-master"))
        .containsExactly("+switch-master resque 127.0.0.1 6400 127.0.0.1 6401");
    assertThat(scene.currentPort()).isEqualTo(6379);
  }

  @Test
  void the_start_says_what_is_monitored() {
    scene.play("master 6379 quorum=2\nstart");
    assertThat(scene.happened("+monitor"))
        .containsExactly("+monitor master mymaster 127.0.0.1 6379 quorum 2");
  }

  @Test
  void an_unknown_master_has_no_address() {
    scene.play("master 6379\nstart");
    assertThat(scene.sentinel().master("nobody", 0)).isNull();
  }

  @Test
  void monitor_starts_to_watch_a_new_master() {
    scene.play("start\nredis 6379 master\nrequest monitor mymaster 6379 quorum=3\nwait 1000");
    assertThat(scene.happened())
        .contains("answer Ok[] or, not saved, NotSaved[]")
        .contains("+monitor master mymaster 127.0.0.1 6379 quorum 3");
    assertThat(scene.master().instance().connected()).isTrue();
  }

  @Test
  void a_removed_master_is_totally_removed() {
    scene.play("master 6379\nreplica 6380\npeer b 26380\nstart\nwait 1000");
    scene.play("request remove mymaster\nverbose on\nwait 20000");
    assertThat(scene.sentinel().durableState().masters()).isEmpty();
    assertThat(scene.happened("close")).hasSize(5);
    assertThat(scene.happened("send")).isEmpty();
  }

  @Test
  void set_changes_the_quorum_without_removing_the_master() {
    scene.play("master 6379 quorum=2\nreplica 6380\nstart\nwait 1000");
    scene.play("request set-quorum mymaster 5");
    assertThat(scene.happened())
        .contains("+set master mymaster 127.0.0.1 6379 quorum 5")
        .contains("answer Ok[] or, not saved, NotSaved[]");
    assertThat(scene.master().settings().quorum()).isEqualTo(5);
    assertThat(scene.master().replicas()).hasSize(1);
  }

  @Test
  void a_changed_down_after_is_used_from_then_on() {
    scene.play("master 6379 quorum=2 down-after=60000\nstart\nwait 1000");
    scene.play("request set-down-after mymaster 1000\nkill 6379\nwait 4000");
    assertThat(scene.events()).contains("+sdown");
  }

  @Test
  void reset_clears_a_failover_in_progress_and_removes_every_replica_and_sentinel() {
    scene.play("master 6379 quorum=1\nreplica 6380\npeer b 26380\npeer c 26381\nstart");
    scene.play("wait 1000\nkill 6379\nwait 6000");
    assertThat(scene.master().failoverState().wireName()).isEqualTo("wait_start");
    scene.play("request reset *");
    assertThat(scene.events()).contains("+reset-master");
    assertThat(scene.master().failoverState().wireName()).isEqualTo("none");
    assertThat(scene.master().replicas()).isEmpty();
    assertThat(scene.master().peers()).isEmpty();
  }

  @Test
  void reset_takes_a_glob_style_pattern() {
    scene.play("master 6379 name=a1\nmaster 6380 name=a2\nmaster 6381 name=b1\nstart\nwait 100");
    scene.play("request reset a?");
    assertThat(scene.happened("answer")).containsExactly("answer Count[count=2]");
    assertThat(scene.happened("+reset-master"))
        .containsExactly(
            "+reset-master master a1 127.0.0.1 6379", "+reset-master master a2 127.0.0.1 6380");
  }

  @Test
  void sentinels_never_forget_already_seen_sentinels() {
    scene.play("master 6379\nreplica 6380\npeer b 26380\npeer c 26381\nstart\nwait 1000");
    scene.play("kill 26380 26381\nwait 7200000\nkill 6379\nwait 60000");
    assertThat(scene.master().voters()).isEqualTo(3);
    assertThat(scene.events()).contains("+try-failover").doesNotContain("+elected-leader");
  }

  @Test
  void a_stopped_sentinel_is_out_of_the_majority_after_a_reset() {
    scene.play("master 6379\nreplica 6380\npeer b 26380\npeer c 26381\nvote 26380 for=asker");
    scene.play("start\nwait 1000\nkill 26381\nrequest reset *\nwait 1000");
    scene.play("hello 6379 127.0.0.1,26380,<b>,0,mymaster,127.0.0.1,6379,0");
    assertThat(scene.master().voters()).isEqualTo(2);
    scene.play("kill 6379\nwait 8000");
    assertThat(scene.events()).contains("+elected-leader");
  }

  @Test
  void the_address_of_the_promoted_replica_is_returned_during_and_after_a_failover() {
    scene.play("master 6379\nreplica 6380\nreplica 6381\nredis 6380 priority=1\nstart");
    scene.play("wait 1000\nredis 6381 obeys=no\nkill 6379\nwait 8000");
    assertThat(scene.master().failoverState().wireName()).isEqualTo("reconf_slaves");
    assertThat(scene.currentPort()).isEqualTo(6380);
    scene.play("wait 120000");
    assertThat(scene.master().failoverState().wireName()).isEqualTo("none");
    assertThat(scene.currentPort()).isEqualTo(6380);
  }

  @Test
  void switch_master_tells_the_old_and_the_new_address() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 1000\nkill 6379\nwait 8000");
    assertThat(scene.happened("+switch-master"))
        .containsExactly("+switch-master mymaster 127.0.0.1 6379 127.0.0.1 6380");
  }

  @Test
  void instance_details_name_the_master_unless_the_instance_is_one() {
    scene.play("master 6379 quorum=2\nreplica 6380\nstart\nwait 1000\nkill 6379 6380\nwait 8000");
    assertThat(scene.happened("+sdown"))
        .containsExactlyInAnyOrder(
            "+sdown master mymaster 127.0.0.1 6379",
            "+sdown slave 127.0.0.1:6380 127.0.0.1 6380 @ mymaster 127.0.0.1 6379");
  }

  @Test
  void a_failover_tells_each_of_its_states() {
    scene.play("master 6379\nreplica 6380\nreplica 6381\nredis 6380 priority=1\nstart");
    scene.play("wait 1000\nkill 6379\nwait 8000");
    assertThat(scene.events())
        .containsSubsequence(
            "+sdown",
            "+odown",
            "+new-epoch",
            "+try-failover",
            "+elected-leader",
            "+failover-state-select-slave",
            "+selected-slave",
            "+failover-state-send-slaveof-noone",
            "+failover-state-reconf-slaves",
            "+slave-reconf-sent",
            "+slave-reconf-inprog",
            "+slave-reconf-done",
            "+failover-end",
            "+switch-master");
  }

  @Test
  void failover_end_for_timeout_moves_the_rest_anyway() {
    scene.play("master 6379 failover-timeout=9000\nreplica 6380\nreplica 6381\nreplica 6382");
    scene.play("redis 6380 priority=1\nstart\nwait 1000\nredis 6381 obeys=no");
    scene.play("kill 6379\nwait 40000");
    assertThat(scene.events())
        .containsSubsequence("+failover-end-for-timeout", "+failover-end", "+switch-master");
    assertThat(scene.happened("send 6382 MULTI; SLAVEOF 127.0.0.1 6380")).isNotEmpty();
  }
}
