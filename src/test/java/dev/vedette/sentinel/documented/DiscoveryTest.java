package dev.vedette.sentinel.documented;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.transcript.Scene;
import org.junit.jupiter.api.Test;

/**
 * Chapters "Sentinels and replicas auto discovery", "Docker, NAT" and "IP addresses and DNS names".
 */
class DiscoveryTest {

  private static final String ME = "a".repeat(40);

  private final Scene scene = new Scene();

  @Test
  void a_hello_is_published_on_every_master_and_replica_every_two_seconds() {
    scene.play(
        """
        master 6379 quorum=2
        replica 6380
        start
        wait 3000
        verbose on
        wait 20000
        """);
    String hello =
        " PUBLISH __sentinel__:hello 127.0.0.1,26379," + ME + ",0,mymaster,127.0.0.1,6379,0";
    assertThat(scene.happened("send 6379" + hello)).hasSize(10);
    assertThat(scene.happened("send 6380" + hello)).hasSize(10);
  }

  @Test
  void every_sentinel_subscribes_to_the_hello_channel_of_every_master_and_replica() {
    scene.play("master 6379 quorum=2\nreplica 6380\npeer b 26380\nverbose connects\nstart");
    assertThat(scene.happened("connect"))
        .containsExactlyInAnyOrder(
            "connect 6379 commands",
            "connect 6379 hello",
            "connect 6380 commands",
            "connect 6380 hello",
            "connect 26380 commands");
  }

  @Test
  void new_sentinels_are_added_as_sentinels_of_the_master_and_saved() {
    scene.play("master 6379 quorum=2\nvote 26380\nstart\nwait 1000");
    scene.play("hello 6379 127.0.0.1,26380,<b>,0,mymaster,127.0.0.1,6379,0");
    assertThat(scene.happened())
        .containsSubsequence(
            "persist",
            "+sentinel sentinel " + "b".repeat(40) + " 127.0.0.1 26380 @ mymaster 127.0.0.1 6379");
    assertThat(scene.master().peers()).hasSize(1);
  }

  @Test
  void a_sentinel_found_on_a_replica_counts_as_well() {
    scene.play("master 6379 quorum=2\nreplica 6380\nvote 26380\nstart\nwait 1000");
    scene.play("hello 6380 127.0.0.1,26380,<b>,0,mymaster,127.0.0.1,6379,0");
    assertThat(scene.events()).containsExactly("+sentinel");
  }

  @Test
  void replicas_are_found_by_querying_the_master_and_saved() {
    scene.play("master 6379 quorum=2\nredis 6380 replica 6379\nredis 6379 lists=6380\nstart");
    assertThat(scene.happened())
        .containsSubsequence(
            "persist", "+slave slave 127.0.0.1:6380 127.0.0.1 6380 @ mymaster 127.0.0.1 6379");
  }

  @Test
  void a_replica_attached_later_is_found_within_ten_seconds() {
    scene.play("master 6379 quorum=2\nstart\nwait 3000\nredis 6380 replica 6379");
    scene.play("redis 6379 lists=6380\nwait 10000");
    assertThat(scene.events()).contains("+slave");
  }

  @Test
  void hello_messages_carry_the_current_configuration_and_an_older_one_is_updated_immediately() {
    scene.play("master 6379 quorum=2 config-epoch=3\nreplica 6380\nstart\nwait 1000");
    scene.play("hello 6379 127.0.0.1,26380,<b>,4,mymaster,127.0.0.1,6380,4");
    assertThat(scene.events()).contains("+config-update-from", "+switch-master");
    assertThat(scene.currentPort()).isEqualTo(6380);
    assertThat(scene.master().configEpoch()).isEqualTo(4);
  }

  @Test
  void a_sentinel_with_the_same_run_id_replaces_the_one_known() {
    scene.play("master 6379 quorum=2\npeer b 26380\nvote 26399\nstart\nwait 1000");
    scene.play("hello 6379 127.0.0.1,26399,<b>,0,mymaster,127.0.0.1,6379,0");
    assertThat(scene.master().peers())
        .singleElement()
        .satisfies(peer -> assertThat(peer.instance().address().port()).isEqualTo(26399));
  }

  @Test
  void a_sentinel_with_the_same_address_replaces_the_one_known() {
    scene.play("master 6379 quorum=2\npeer b 26380\nstart\nwait 1000");
    scene.play("hello 6379 127.0.0.1,26380,<c>,0,mymaster,127.0.0.1,6379,0");
    assertThat(scene.master().peers())
        .singleElement()
        .satisfies(peer -> assertThat(peer.instance().runId()).isEqualTo("c".repeat(40)));
  }

  @Test
  void announce_ip_and_announce_port_force_what_is_announced() {
    scene.play(
        """
        settings announce-ip=10.1.2.3 announce-port=5000
        master 6379 quorum=2
        start
        verbose on
        wait 2001
        """);
    assertThat(scene.happened("send 6379 PUBLISH"))
        .singleElement()
        .asString()
        .contains(" 10.1.2.3,5000," + ME);
  }

  @Test
  void host_names_are_not_accepted_by_default() {
    scene.play("master 6379 quorum=2\nstart\nwait 1000");
    scene.play("hello 6379 sentinel-two,26380,<b>,0,mymaster,127.0.0.1,6379,0");
    assertThat(scene.happened()).isEmpty();
    assertThat(scene.master().peers()).isEmpty();
  }

  @Test
  void with_resolve_hostnames_names_are_accepted_and_addresses_announced() {
    scene.play("settings resolve-hostnames=yes\nmaster 6379 quorum=2\nvote 26380\nstart");
    scene.play(
        """
        hello 6379 sentinel-two,26380,<b>,0,mymaster,127.0.0.1,6379,0
        resolved sentinel-two 127.0.0.1
        """);
    assertThat(scene.happened("+sentinel "))
        .singleElement()
        .asString()
        .contains(" 127.0.0.1 26380");
  }

  @Test
  void with_announce_hostnames_names_are_announced() {
    scene.play(
        """
        settings resolve-hostnames=yes announce-hostnames=yes
        master 6379 quorum=2
        vote 26380
        start
        hello 6379 sentinel-two,26380,<b>,0,mymaster,127.0.0.1,6379,0
        resolved sentinel-two 127.0.0.1
        """);
    assertThat(scene.happened("+sentinel "))
        .singleElement()
        .asString()
        .contains(" sentinel-two 26380");
  }

  @Test
  void replicaof_is_sent_with_the_name_when_names_are_announced() {
    scene.play(
        """
        settings resolve-hostnames=yes announce-hostnames=yes
        master 6379 host=redis-one failover-timeout=10000
        redis 6380 replica 7777
        redis 6379 lists=6380
        start
        wait 60000
        """);
    assertThat(scene.happened("send 6380 MULTI; SLAVEOF redis-one 6379")).isNotEmpty();
  }
}
