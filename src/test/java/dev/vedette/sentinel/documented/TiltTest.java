package dev.vedette.sentinel.documented;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chapter "TILT mode". */
class TiltTest {

  private final Scene scene = new Scene();

  @BeforeEach
  void watch() {
    scene.play("master 6379\nreplica 6380\nstart\nwait 5000");
  }

  @Test
  void a_negative_time_difference_enters_tilt() {
    scene.play("stall -1000");
    assertThat(scene.events()).contains("+tilt");
  }

  @Test
  void an_unexpectedly_big_time_difference_enters_tilt() {
    scene.play("stall 3500");
    assertThat(scene.events()).contains("+tilt");
  }

  @Test
  void a_small_time_difference_does_not_enter_tilt() {
    scene.play("stall 1500");
    assertThat(scene.events()).doesNotContain("+tilt");
  }

  @Test
  void another_time_difference_postpones_the_exit() {
    scene.play("stall 3500\nwait 20000\nstall 3500\nwait 29000");
    assertThat(scene.events()).doesNotContain("-tilt");
    scene.play("wait 1500");
    assertThat(scene.events()).contains("-tilt");
  }

  @Test
  void tilt_is_left_when_everything_is_normal_for_thirty_seconds() {
    scene.play("stall 3500\nwait 40000");
    assertThat(scene.timeOf("-tilt") - scene.timeOf("+tilt")).isEqualTo(30_000);
    assertThat(scene.sentinel().isTilted()).isFalse();
  }

  @Test
  void in_tilt_everything_is_still_monitored() {
    scene.play("stall 3500\nverbose on\nwait 20000");
    assertThat(scene.happened("send 6379 PING")).hasSizeGreaterThanOrEqualTo(19);
    assertThat(scene.happened("send 6380 INFO")).hasSizeGreaterThanOrEqualTo(1);
    assertThat(scene.happened("send 6379 PUBLISH")).hasSizeGreaterThanOrEqualTo(9);
  }

  @Test
  void in_tilt_nothing_is_done_about_a_dead_master() {
    scene.play("stall 3500\nkill 6379\nwait 29000");
    assertThat(scene.events()).doesNotContain("+sdown", "+odown", "+try-failover");
  }

  @Test
  void in_tilt_no_replica_is_reconfigured() {
    scene.play("stall 3500\nredis 6380 master\nwait 29000");
    assertThat(scene.happened("send 6380 MULTI")).isEmpty();
  }

  @Test
  void in_tilt_is_master_down_by_addr_is_answered_negatively() {
    scene.play("master 6400 name=other quorum=9\nstart\nwait 1000\nkill 6400\nwait 6000");
    scene.play("ask 6400");
    assertThat(scene.happened("answer")).singleElement().asString().contains("down=true");
    scene.play("stall 3500\nask 6400");
    assertThat(scene.happened("answer")).singleElement().asString().contains("down=false");
  }
}
