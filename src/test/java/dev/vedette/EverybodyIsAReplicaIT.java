package dev.vedette;

import static dev.vedette.Conditions.eventually;
import static dev.vedette.Conditions.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody made the master a replica of its own replica, and there is no master any more. */
class EverybodyIsAReplicaIT {

  private static final int KEYS = 100;

  @RegisterExtension final RedisLab lab = new RedisLab();

  /**
   * The master follows its own replica, and then all links break at the same moment: from now on
   * everybody waits for somebody who waits.
   */
  private static void ring(RedisGroup group) {
    eventually(
        "everybody has all data",
        () -> group.nodes().stream().allMatch(node -> node.keys() == KEYS));
    RedisProcess replica = group.replica(0);
    group.master().follow(replica);
    eventually("the ring is closed", () -> group.master().followedPort() == replica.port());
    replica.freeze();
    group.master().command("CLIENT", "KILL", "TYPE", "master");
    group.master().command("CLIENT", "KILL", "TYPE", "replica");
    replica.resume();
    eventually(
        "all links are down",
        () ->
            group.nodes().stream()
                .allMatch(node -> node.info("master_link_status").equals("down")));
    assertThat(group.nodes()).allMatch(node -> node.keys() == KEYS);
  }

  private static void assertOneMasterWithAllData(RedisGroup group, VedetteNode node) {
    RedisProcess master = group.atPort(node.masterPort()).orElseThrow();
    assertThat(master.keys()).isEqualTo(KEYS);
    for (RedisProcess other : group.nodes()) {
      if (!other.equals(master)) {
        eventually("the others follow", () -> other.followedPort() == master.port());
        assertThat(other.keys()).isEqualTo(KEYS);
      }
    }
  }

  private static boolean hasMaster(RedisGroup group, VedetteNode node) {
    return group.atPort(node.masterPort()).orElseThrow().role().equals("master");
  }

  /**
   * One that needs as long to see that its master is none as with the periods of Redis, in
   * proportion: several times its down-after.
   */
  private VedetteNode watching(RedisGroup group, int quorum) {
    VedetteNode node =
        VedetteNode.start(
            lab,
            "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " " + quorum,
            "sentinel down-after-milliseconds mymaster 500",
            "sentinel failover-timeout mymaster 4000");
    node.request(
        new Request.Configure(
            settings -> settings.withTimings(withInfoPeriod(settings.timings(), 4_000)), false));
    return node.awaitReplicas(2);
  }

  private static Timings withInfoPeriod(Timings timings, long infoPeriod) {
    return new Timings(
        infoPeriod,
        timings.pingPeriod(),
        timings.askPeriod(),
        timings.publishPeriod(),
        timings.defaultDownAfter(),
        timings.defaultFailoverTimeout(),
        timings.tiltTrigger(),
        timings.tiltPeriod(),
        timings.slaveReconfTimeout(),
        timings.minLinkReconnectPeriod(),
        timings.electionTimeout(),
        timings.scriptMaxRuntime(),
        timings.scriptRetryDelay());
  }

  @Test
  void one_of_them_becomes_the_master_by_itself() {
    RedisGroup group = lab.group(2);
    group.master().fill(KEYS, 10);
    VedetteNode node = watching(group, 1);

    ring(group);

    within(Duration.ofSeconds(30), "there is a master", () -> hasMaster(group, node));
    assertOneMasterWithAllData(group, node);
  }

  @Test
  void an_operator_can_order_that_one_of_them_becomes_the_master() {
    RedisGroup group = lab.group(2);
    group.master().fill(KEYS, 10);
    // It cannot act alone: a second sentinel would have to agree.
    VedetteNode node = watching(group, 2);
    ring(group);
    eventually(
        "they are cut off for longer than a replica of a living master may be",
        () ->
            node.master().node().roleReported().equals("slave")
                && node.master().replicas().stream()
                    .allMatch(view -> view.masterLinkDownMillis() > 6_000));

    assertThat(node.request(new Request.Failover("mymaster", false)))
        .isInstanceOf(Answer.FailoverStarted.class);

    within(Duration.ofSeconds(10), "there is a master", () -> hasMaster(group, node));
    assertOneMasterWithAllData(group, node);
  }
}
