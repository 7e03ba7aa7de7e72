package dev.vedette;

import static dev.vedette.Conditions.always;
import static dev.vedette.Conditions.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever names lead to it: one process is one node, and one id is one sentinel. */
class SameNodeIT {

  @RegisterExtension final RedisLab lab = new RedisLab();

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_replica_with_two_addresses_is_promoted_once_and_never_told_to_follow_itself() {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
    RedisGroup group = lab.group(1);
    RedisProcess replica = group.replica(0);
    group.nodes().forEach(node -> node.command("CONFIG", "SET", "bind", "127.0.0.1 ::1"));
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(1);
    replica.command("REPLICAOF", "::1", Integer.toString(group.master().port()));
    eventually(
        "the master names the other address", () -> group.master().info("slave0").contains("::1"));
    eventually(
        "this was read", () -> String.valueOf(node.master().node().info()).contains("ip=::1"));
    eventually(
        "it is there",
        () -> node.master().replicas().stream().anyMatch(view -> view.masterLinkUp()));

    group.master().kill();
    node.awaitEvent(EventType.SWITCH_MASTER);

    always(
        Duration.ofSeconds(6),
        "it stays the master",
        () -> replica.role().equals("master") && node.masterPort() == replica.port());
    assertThat(node.count(EventType.SWITCH_MASTER)).isEqualTo(1);
    assertThat(node.master().replicas())
        .noneMatch(view -> view.instance().address().port() == replica.port());
  }

  @Test
  void a_master_is_not_its_own_replica_under_another_name() {
    RedisProcess master = lab.redis();
    VedetteNode node =
        VedetteNode.start(
            lab,
            "sentinel resolve-hostnames yes",
            "sentinel announce-hostnames yes",
            "sentinel monitor mymaster 127.0.0.1 " + master.port() + " 1",
            "sentinel down-after-milliseconds mymaster 1500",
            "sentinel failover-timeout mymaster 4000",
            "sentinel known-replica mymaster localhost " + master.port());
    eventually("its INFO was read", () -> node.master().node().info() != null);

    always(
        Duration.ofSeconds(6),
        "it stays a master that takes writes",
        () -> master.command("SET", "key", "value").equals("OK"));
    assertThat(node.request(new Request.Failover("mymaster", false)))
        .isInstanceOf(Answer.NoGoodReplica.class);
    assertThat(master.role()).isEqualTo("master");
  }

  @Test
  void an_id_that_two_sentinels_have_is_told_once_and_counts_once() throws IOException {
    RedisGroup group = lab.group(1);
    VedetteNode original = VedetteNode.watching(lab, group, 2).awaitReplicas(1);
    VedetteNode other = VedetteNode.watching(lab, group, 2).awaitReplicas(1);
    VedetteNode copy = copyOf(original).awaitReplicas(1);
    List<VedetteNode> all = List.of(original, other, copy);
    assertThat(copy.view().myId()).isEqualTo(original.view().myId());

    for (VedetteNode node : all) {
      eventually("it is told at " + node.port(), () -> alarms(node).size() == 1);
    }
    assertThat(alarms(other).getFirst())
        .contains(Integer.toString(original.port()), Integer.toString(copy.port()));
    always(
        Duration.ofSeconds(5),
        "it is told once and counts once",
        () -> alarms(other).size() == 1 && other.master().voters() == 2);
    assertThat(other.count(EventType.SENTINEL_ADDRESS_SWITCH)).isLessThanOrEqualTo(1);

    group.master().kill();
    for (VedetteNode node : all) {
      node.awaitEvent(EventType.SWITCH_MASTER);
      assertThat(node.masterPort()).isEqualTo(group.replica(0).port());
    }
    assertThat(other.saw(EventType.ELECTED_LEADER)).isTrue();
    assertThat(List.of(original, copy)).noneMatch(node -> node.saw(EventType.TRY_FAILOVER));
  }

  private static List<String> alarms(VedetteNode node) {
    return node.lines().stream().filter(line -> line.startsWith("+sentinel-duplicate-id")).toList();
  }

  /** One from a copy of its file, as on a machine that was cloned. */
  private VedetteNode copyOf(VedetteNode original) throws IOException {
    int port = FreePorts.next();
    Path file = lab.folder().resolve("vedette-" + port + ".conf");
    String text = Files.readString(original.file());
    Files.writeString(file, text.replace("port " + original.port(), "port " + port));
    return VedetteNode.takeOver(lab, file, port);
  }
}
