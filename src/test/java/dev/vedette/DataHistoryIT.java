package dev.vedette;

import static dev.vedette.Conditions.always;
import static dev.vedette.Conditions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Data has a history: whose it is decides who is promoted and who is turned into a replica. */
class DataHistoryIT {

  /** Longer than it takes to turn a replica that says master back into a replica. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  @RegisterExtension final RedisLab lab = new RedisLab();

  /** One that does not mend what replicas follow while the test lasts. */
  private VedetteNode patient(RedisGroup group) {
    return VedetteNode.start(
        lab,
        "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1",
        "sentinel down-after-milliseconds mymaster 1500",
        "sentinel failover-timeout mymaster 600000");
  }

  /** The replica goes, and a node that follows the master of strangers starts at its address. */
  private RedisProcess followerOfStrangersInPlaceOf(
      RedisProcess replica, RedisProcess strangers, VedetteNode node) {
    replica.kill();
    String master = "127.0.0.1 " + strangers.port();
    RedisProcess foreign =
        lab.redisInPlaceOf(replica, "--replicaof", master, "--replica-priority", "10");
    eventually("it follows", () -> foreign.followedPort() == strangers.port());
    eventually(
        "this is known",
        () ->
            node.replica(foreign)
                .filter(view -> view.masterPort() == strangers.port() && view.priority() == 10)
                .filter(view -> view.instance().connected() && view.masterLinkUp())
                .isPresent());
    return foreign;
  }

  private static void awaitOutcome(VedetteNode node) {
    eventually(
        "a failover ends, one way or the other",
        () ->
            node.saw(EventType.SWITCH_MASTER) || node.saw(EventType.FAILOVER_ABORT_NO_GOOD_SLAVE));
  }

  @Test
  void a_replica_in_its_first_synchronisation_is_not_promoted_before_one_that_has_the_data() {
    RedisProcess master = lab.redis().fill(20_000, 100);
    RedisProcess complete = lab.replicaOf(master, null);
    eventually("one is complete", () -> complete.followedPort() == master.port());
    master.command("CONFIG", "SET", "rdb-key-save-delay", "10000");
    RedisProcess empty = lab.replicaOf(master, null, "--replica-priority", "10");
    VedetteNode node =
        VedetteNode.watching(lab, new RedisGroup(master, List.of(complete, empty)), 1);
    eventually(
        "the one that synchronises is known",
        () ->
            node.replica(empty)
                .filter(view -> view.priority() == 10 && !view.masterLinkUp())
                .isPresent());
    assertThat(empty.keys()).isZero();

    master.kill();
    node.awaitEvent(EventType.SWITCH_MASTER);

    assertThat(node.masterPort()).isEqualTo(complete.port());
    assertThat(complete.keys()).isEqualTo(20_000);
    eventually("the other one gets the data", () -> empty.followedPort() == complete.port());
    assertThat(empty.keys()).isEqualTo(20_000);
  }

  @Test
  void a_replica_with_the_data_of_strangers_is_not_promoted_and_its_data_stays() {
    RedisGroup group = lab.group(1);
    group.master().command("SET", "ours", "1");
    RedisProcess strangers = lab.redis();
    strangers.command("SET", "foreign", "1");
    VedetteNode node = patient(group).awaitReplicas(1);
    RedisProcess foreign = followerOfStrangersInPlaceOf(group.replica(0), strangers, node);

    group.master().kill();
    awaitOutcome(node);

    assertThat(node.masterPort()).isEqualTo(group.master().port());
    assertThat(node.verdict(foreign))
        .map(Verdict::fitness)
        .hasValueSatisfying(fitness -> assertThat(fitness.name()).contains("FOREIGN"));
    assertThat(foreign.followedPort()).isEqualTo(strangers.port());
    assertThat(foreign.command("GET", "foreign")).isEqualTo("1");
  }

  @Test
  void a_replica_of_ours_is_promoted_before_one_with_the_data_of_strangers() {
    RedisGroup group = lab.group(2);
    group.master().command("SET", "ours", "1");
    eventually("our replicas have it", () -> group.replica(1).keys() == 1);
    RedisProcess strangers = lab.redis().fill(1_000, 1_000);
    VedetteNode node = patient(group).awaitReplicas(2);
    followerOfStrangersInPlaceOf(group.replica(0), strangers, node);

    group.master().kill();
    node.awaitEvent(EventType.SWITCH_MASTER);

    assertThat(node.masterPort()).isEqualTo(group.replica(1).port());
    assertThat(group.replica(1).command("GET", "ours")).isEqualTo("1");
  }

  @Test
  void a_master_with_replicas_of_its_own_at_the_address_of_a_lost_replica_is_left_alone() {
    RedisGroup group = lab.group(1);
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(1);

    group.replica(0).kill();
    RedisProcess precious = lab.redisInPlaceOf(group.replica(0));
    precious.command("SET", "other-team", "precious");
    RedisProcess itsReplica = lab.replicaOf(precious, null);

    eventually("it is told", () -> tells(node, "+foreign-node", precious));
    always(LONG_ENOUGH, "it is left alone", () -> precious.role().equals("master"));
    assertThat(precious.command("GET", "other-team")).isEqualTo("precious");
    assertThat(itsReplica.followedPort()).isEqualTo(precious.port());
    assertThat(node.masterPort()).isEqualTo(group.master().port());
  }

  @Test
  void a_master_that_another_group_claims_is_left_alone() {
    RedisGroup group = lab.group(1);
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(1);

    group.replica(0).kill();
    RedisProcess precious = lab.redisInPlaceOf(group.replica(0));
    precious.command("SET", "other-team", "precious");
    VedetteNode theirs =
        VedetteNode.start(
            lab,
            "sentinel monitor theirs 127.0.0.1 " + precious.port() + " 1",
            "sentinel down-after-milliseconds theirs 1500");

    eventually("it is told", () -> tells(node, "+foreign-node", precious));
    always(LONG_ENOUGH, "it is left alone", () -> precious.role().equals("master"));
    assertThat(precious.command("GET", "other-team")).isEqualTo("precious");
    assertThat(theirs.saw(EventType.SDOWN)).isFalse();
  }

  @Test
  void a_replica_that_comes_back_as_a_master_from_its_own_files_is_turned_into_a_replica_again() {
    RedisProcess master = lab.redis();
    master.command("SET", "ours", "1");
    RedisProcess replica = lab.replicaOf(master, null);
    String[] persistence = {"--appendonly", "yes", "--appenddirname", "aof-" + replica.port()};
    replica.kill();
    String follow = "127.0.0.1 " + master.port();
    RedisProcess persistent =
        lab.redisInPlaceOf(
            replica,
            "--replicaof",
            follow,
            persistence[0],
            persistence[1],
            persistence[2],
            persistence[3]);
    RedisGroup group = new RedisGroup(master, List.of(persistent)).awaitReplication();
    eventually("it has the data", () -> persistent.keys() == 1);
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(1);

    persistent.kill();
    RedisProcess returned = lab.redisInPlaceOf(persistent, persistence);
    assertThat(returned.info("master_replid")).isNotEqualTo(master.info("master_replid"));
    assertThat(returned.keys()).isEqualTo(1);

    eventually("it follows again", () -> returned.followedPort() == master.port());
    assertThat(node.masterPort()).isEqualTo(master.port());
  }

  @Test
  void an_empty_node_at_the_address_of_a_lost_replica_becomes_a_replica() {
    RedisGroup group = lab.group(1);
    group.master().command("SET", "ours", "1");
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(1);

    group.replica(0).kill();
    RedisProcess repaired = lab.redisInPlaceOf(group.replica(0));

    eventually("it follows", () -> repaired.followedPort() == group.master().port());
    assertThat(repaired.command("GET", "ours")).isEqualTo("1");
    assertThat(node.masterPort()).isEqualTo(group.master().port());
  }

  @Test
  void a_group_of_the_same_name_does_not_take_over_ours_through_a_node_that_changed_sides() {
    RedisGroup ours = lab.group(1);
    ours.master().fill(500, 10);
    RedisGroup theirs = lab.group(1);
    theirs.master().fill(7, 10);
    eventually("their replica has it", () -> theirs.replica(0).keys() == 7);
    VedetteNode ourNode = VedetteNode.watching(lab, ours, 1).awaitReplicas(1);
    VedetteNode theirNode = VedetteNode.watching(lab, theirs, 1).awaitReplicas(1);
    failOver(theirNode, theirs, 1);
    failOver(theirNode, theirs, 2);
    RedisProcess theirMaster = theirs.atPort(theirNode.masterPort()).orElseThrow();

    ours.replica(0).kill();
    RedisProcess deserter =
        lab.redisInPlaceOf(ours.replica(0), "--replicaof", "127.0.0.1 " + theirMaster.port());
    eventually(
        "their sentinel speaks on it",
        () ->
            theirNode
                .replica(deserter)
                .filter(view -> view.instance().connected() && view.masterLinkUp())
                .isPresent());

    always(
        LONG_ENOUGH,
        "each keeps its master",
        () ->
            ourNode.masterPort() == ours.master().port()
                && theirNode.masterPort() == theirMaster.port());
    assertThat(ours.master().role()).isEqualTo("master");
    assertThat(ours.master().keys()).isEqualTo(500);
    assertThat(theirMaster.keys()).isEqualTo(7);
    assertThat(ourNode.master().peers()).isEmpty();
  }

  private static void failOver(VedetteNode node, RedisGroup group, int times) {
    assertThat(node.request(new Request.Failover("mymaster", false)))
        .isInstanceOf(Answer.FailoverStarted.class);
    node.awaitEvents(EventType.SWITCH_MASTER, times);
    eventually(
        "the old master follows",
        () ->
            group.nodes().stream()
                .filter(redis -> redis.port() != node.masterPort())
                .allMatch(redis -> redis.followedPort() == node.masterPort()));
    node.awaitReplicas(1);
  }

  private static boolean tells(VedetteNode node, String event, RedisProcess about) {
    return node.lines().stream()
        .anyMatch(line -> line.startsWith(event) && line.contains(Integer.toString(about.port())));
  }
}
