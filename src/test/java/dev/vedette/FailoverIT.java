package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Failovers of real Redis nodes. */
class FailoverIT {

  private static final int STORY_LENGTH = 16;

  @RegisterExtension final RedisLab lab = new RedisLab();

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what).atMost(VedetteNode.PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  private static void setPriority(RedisProcess replica, int priority) {
    try (Jedis jedis = replica.connect()) {
      assertThat(jedis.configSet("replica-priority", Integer.toString(priority))).isEqualTo("OK");
    }
  }

  /** Waits until the node has read the replicas' priorities from INFO. */
  private static void awaitPriorities(VedetteNode node, int... priorities) {
    eventually(
        "priorities are known",
        () ->
            node.master().replicas().stream()
                .mapToInt(r -> r.priority())
                .sorted()
                .boxed()
                .toList()
                .equals(Arrays.stream(priorities).sorted().boxed().toList()));
  }

  private static RedisProcess newMaster(RedisGroup group, VedetteNode node) {
    return group.atPort(node.masterPort()).orElseThrow();
  }

  @Test
  void three_vedettes_agree_promote_a_replica_and_move_the_others() {
    RedisGroup group = lab.group(2);
    List<VedetteNode> fleet =
        List.of(
            VedetteNode.watching(lab, group, 2),
            VedetteNode.watching(lab, group, 2),
            VedetteNode.watching(lab, group, 2));
    for (VedetteNode node : fleet) {
      eventually(
          "everyone knows everyone",
          () -> node.master().peers().size() == 2 && node.master().replicas().size() == 2);
    }

    group.master().kill();

    for (VedetteNode node : fleet) {
      node.awaitEvent(EventType.SWITCH_MASTER);
    }
    int promoted = fleet.getFirst().masterPort();
    assertThat(promoted).isNotEqualTo(group.master().port());
    assertThat(fleet).allSatisfy(node -> assertThat(node.masterPort()).isEqualTo(promoted));
    RedisProcess master = group.atPort(promoted).orElseThrow();
    assertThat(master.role()).isEqualTo("master");
    for (RedisProcess replica : group.replicas()) {
      if (!replica.equals(master)) {
        eventually("the other replica follows", () -> replica.followedPort() == promoted);
      }
    }
    assertThat(fleet.stream().filter(node -> node.saw(EventType.PROMOTED_SLAVE))).hasSize(1);
  }

  @Test
  void the_log_of_a_failover_reads_event_for_event_like_that_of_redis_sentinel() {
    RedisGroup ours = lab.group(1);
    RedisGroup theirs = lab.group(1);
    VedetteNode node = VedetteNode.watching(lab, ours, 1);
    RedisProcess sentinel =
        lab.sentinel(
            "loglevel debug",
            "sentinel monitor mymaster 127.0.0.1 " + theirs.master().port() + " 1",
            "sentinel down-after-milliseconds mymaster 1500");
    eventually("our replica is known", () -> node.master().replicas().size() == 1);
    eventually("their replica is known", () -> sentinel.logText().contains("+slave slave"));

    ours.master().kill();
    theirs.master().kill();
    eventually("our failover ends", () -> story(node.lines(), ours).size() >= STORY_LENGTH);
    eventually("their failover ends", () -> story(logged(sentinel), theirs).size() >= STORY_LENGTH);

    assertThat(story(node.lines(), ours))
        .startsWith("+sdown master mymaster MASTER")
        .endsWith("+slave slave MASTER MASTER @ mymaster REPLICA")
        .isEqualTo(story(logged(sentinel), theirs));
  }

  /** The events in a sentinel's log. */
  private static List<String> logged(RedisProcess sentinel) {
    return sentinel
        .logText()
        .lines()
        .map(line -> line.replaceFirst("^\\d+:X .{24} [#*.-] ", ""))
        .filter(line -> line.startsWith("+") || line.startsWith("-"))
        .toList();
  }

  /** From the first sign of trouble to the tables of the new master, without addresses and ids. */
  private static List<String> story(List<String> lines, RedisGroup group) {
    return lines.stream()
        .filter(line -> !line.contains("link-reconnection"))
        .dropWhile(line -> !line.startsWith("+sdown"))
        .limit(STORY_LENGTH)
        .map(line -> line.replaceAll("\\b[0-9a-f]{40}\\b", "ID"))
        .map(line -> anonymous(line, group.master(), "MASTER"))
        .map(line -> anonymous(line, group.replica(0), "REPLICA"))
        .toList();
  }

  private static String anonymous(String line, RedisProcess node, String name) {
    return line.replace(node.address(), name).replace(node.address().replace(':', ' '), name);
  }

  @Test
  void a_frozen_master_is_replaced_and_becomes_a_replica_when_it_resumes() {
    RedisGroup group = lab.group(1);
    VedetteNode node = VedetteNode.watching(lab, group, 1);
    eventually("the replica is known", () -> node.master().replicas().size() == 1);

    group.master().freeze();
    node.awaitEvent(EventType.SWITCH_MASTER);
    group.master().resume();

    int promoted = group.replica(0).port();
    assertThat(node.masterPort()).isEqualTo(promoted);
    eventually("the old master follows", () -> group.master().followedPort() == promoted);
    assertThat(node.saw(EventType.CONVERT_TO_SLAVE)).isTrue();
  }

  @Test
  void a_killed_master_that_comes_back_becomes_a_replica() {
    RedisGroup group = lab.group(2);
    VedetteNode node = VedetteNode.watching(lab, group, 1);
    eventually("the replicas are known", () -> node.master().replicas().size() == 2);

    group.master().kill();
    node.awaitEvent(EventType.SWITCH_MASTER);
    group.master().start();

    eventually("the old master follows", () -> group.master().followedPort() == node.masterPort());
  }

  @Test
  void the_replica_with_the_lower_priority_value_is_promoted() {
    RedisGroup group = lab.group(2);
    setPriority(group.replica(0), 200);
    setPriority(group.replica(1), 20);
    VedetteNode node = VedetteNode.watching(lab, group, 1);
    awaitPriorities(node, 20, 200);

    group.master().kill();
    node.awaitEvent(EventType.SWITCH_MASTER);

    assertThat(newMaster(group, node)).isEqualTo(group.replica(1));
  }

  @Test
  void a_replica_with_priority_0_is_never_promoted() {
    RedisGroup group = lab.group(2);
    setPriority(group.replica(0), 0);
    VedetteNode node = VedetteNode.watching(lab, group, 1);
    awaitPriorities(node, 0, 100);

    group.master().kill();
    node.awaitEvent(EventType.SWITCH_MASTER);

    assertThat(newMaster(group, node)).isEqualTo(group.replica(1));
    assertThat(group.replica(0).role()).isEqualTo("slave");
  }

  @Test
  void without_a_good_replica_it_is_tried_again_until_there_is_one() {
    RedisGroup group = lab.group(1);
    RedisProcess replica = group.replica(0);
    setPriority(replica, 0);
    VedetteNode node = VedetteNode.watching(lab, group, 1);
    awaitPriorities(node, 0);

    group.master().kill();
    node.awaitEvent(EventType.FAILOVER_ABORT_NO_GOOD_SLAVE);
    assertThat(replica.role()).isEqualTo("slave");

    setPriority(replica, 10);
    node.awaitEvent(EventType.SWITCH_MASTER);
    assertThat(node.masterPort()).isEqualTo(replica.port());
  }

  @Test
  void two_failovers_in_a_row_end_at_a_third_node() {
    RedisGroup group = lab.group(2);
    VedetteNode node = VedetteNode.watching(lab, group, 1);
    eventually("the replicas are known", () -> node.master().replicas().size() == 2);

    group.master().kill();
    node.awaitEvents(EventType.SWITCH_MASTER, 1);
    RedisProcess second = newMaster(group, node);
    eventually(
        "the last replica follows the second master",
        () ->
            group.replicas().stream()
                .filter(replica -> !replica.equals(second))
                .allMatch(replica -> replica.followedPort() == second.port()));
    second.kill();
    node.awaitEvents(EventType.SWITCH_MASTER, 2);

    RedisProcess third = newMaster(group, node);
    assertThat(third).isNotIn(group.master(), second);
    assertThat(third.role()).isEqualTo("master");
    assertThat(node.master().configEpoch()).isEqualTo(2);
  }

  @Test
  void a_group_with_a_password_is_failed_over_like_any_other() {
    RedisGroup group = lab.group("a secret#1", 1);
    VedetteNode node =
        VedetteNode.watching(lab, group, 1, "sentinel auth-pass mymaster \"a secret#1\"");
    eventually("the replica is known", () -> node.master().replicas().size() == 1);

    group.master().kill();
    node.awaitEvent(EventType.SWITCH_MASTER);

    assertThat(newMaster(group, node)).isEqualTo(group.replica(0));
    assertThat(group.replica(0).role()).isEqualTo("master");
  }

  @Test
  void a_restart_keeps_the_id_the_epochs_and_the_group() {
    RedisGroup group = lab.group(1);
    VedetteNode node = VedetteNode.watching(lab, group, 1);
    eventually("the replica is known", () -> node.master().replicas().size() == 1);
    group.master().kill();
    node.awaitEvent(EventType.SWITCH_MASTER);
    String id = node.view().myId();

    node.restart();

    assertThat(node.view().myId()).isEqualTo(id);
    assertThat(node.view().currentEpoch()).isEqualTo(1);
    assertThat(node.masterPort()).isEqualTo(group.replica(0).port());
    assertThat(node.master().configEpoch()).isEqualTo(1);
    assertThat(node.master().replicas()).hasSize(1);
  }
}
