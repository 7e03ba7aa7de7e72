package dev.vedette.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wrong with a group on real nodes, as its health tells it: the node and the reason. */
class GroupHealthIT {

  @RegisterExtension final RedisLab lab = new RedisLab();

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(condition);
  }

  private WholeVedette watching(RedisGroup group, long downAfterMillis) {
    WholeVedette vedette =
        WholeVedette.start(
            lab,
            null,
            List.of(
                "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1",
                "sentinel down-after-milliseconds mymaster " + downAfterMillis,
                "sentinel failover-timeout mymaster 600000"));
    eventually("all is well", () -> health(vedette).contains("\"status\":\"UP\""));
    return vedette;
  }

  private static String health(WholeVedette vedette) {
    return vedette.get("/actuator/health/masters/mymaster").text();
  }

  @Test
  void a_node_that_refuses_what_it_is_told_is_named_with_the_command_and_the_answer() {
    RedisProcess stubborn =
        lab.redis("--rename-command", "SLAVEOF", "", "--rename-command", "REPLICAOF", "");
    RedisGroup group =
        new RedisGroup(stubborn, List.of(lab.replicaOf(stubborn, null))).awaitReplication();
    WholeVedette vedette = watching(group, 30_000);

    assertThat(vedette.process().command("SENTINEL", "FAILOVER", "mymaster")).isEqualTo("OK");

    eventually(
        "it is named", () -> health(vedette).contains(stubborn.address() + " refuses SLAVEOF"));
    assertThat(health(vedette)).contains("DEGRADED", "unknown command");
    assertThat(vedette.get("/actuator/health/alarm").status()).isEqualTo(503);
  }

  @Test
  void a_group_without_a_master_is_told_as_soon_as_it_is_seen() {
    RedisGroup group = lab.group(1);
    WholeVedette vedette = watching(group, 600_000);

    group.master().follow(group.replica(0));

    eventually(
        "it is told", () -> health(vedette).contains("it says of itself that it is a replica"));
    assertThat(health(vedette)).contains("DEGRADED");
  }

  @Test
  void a_node_of_another_group_is_named_and_an_operator_decides() {
    RedisGroup group = lab.group(1);
    WholeVedette vedette = watching(group, 30_000);
    group.replica(0).kill();
    RedisProcess stranger = lab.redisInPlaceOf(group.replica(0));
    RedisProcess itsReplica = lab.replicaOf(stranger, null);
    eventually("its replica follows", () -> itsReplica.followedPort() == stranger.port());

    eventually(
        "it is named",
        () -> health(vedette).contains(stranger.address() + " seems to be of another group"));
    assertThat(health(vedette)).contains("DEGRADED", itsReplica.address());
    assertThat(stranger.role()).isEqualTo("master");

    String replica = "/api/v1/masters/mymaster/replicas/" + stranger.address();
    assertThat(vedette.delete(replica).status()).isBetween(200, 299);
    eventually(
        "it is ours no more",
        () -> !vedette.get("/api/v1/masters/mymaster").text().contains(":" + stranger.port()));
    assertThat(stranger.role()).isEqualTo("master");
    assertThat(itsReplica.followedPort()).isEqualTo(stranger.port());
  }
}
