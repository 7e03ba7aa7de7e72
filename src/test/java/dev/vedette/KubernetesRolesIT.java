package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.kubernetes.KubernetesSettings;
import dev.vedette.kubernetes.KubernetesStatus.OfMaster;
import dev.vedette.kubernetes.MockCluster;
import dev.vedette.kubernetes.RoleKeeper;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.mockwebserver.http.MockResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Labels and EndpointSlices during failovers of real Redis nodes. Each node has an address of its
 * own on loopback, as a pod has.
 */
class KubernetesRolesIT {

  private static final KubernetesSettings.Place NO_PLACE =
      new KubernetesSettings.Place(null, null, null);

  @RegisterExtension final RedisLab lab = new RedisLab();

  private final MockCluster cluster = lab.closing(new MockCluster());
  private final KubernetesClient user = lab.closing(cluster.client());
  private final List<RedisProcess> nodes = new ArrayList<>();

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what).atMost(VedetteNode.PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  /** A master and two replicas at 127.0.0.2, .3 and .4, with a pod for each. */
  @BeforeEach
  void start() {
    for (int i = 0; i < 3; i++) {
      String ip = "127.0.0." + (i + 2);
      List<String> words = new ArrayList<>(List.of("--bind", "127.0.0.1", ip));
      words.addAll(List.of("--replica-announce-ip", ip));
      if (i > 0) {
        words.addAll(List.of("--replicaof", "127.0.0.2 " + nodes.getFirst().port()));
      }
      nodes.add(lab.redis(words.toArray(String[]::new)));
      MockCluster.create(user, MockCluster.pod("redis-" + i, ip));
    }
    for (RedisProcess replica : nodes.subList(1, 3)) {
      eventually("replication", () -> replica.followedPort() == nodes.getFirst().port());
    }
  }

  private VedetteNode vedette(int quorum) {
    VedetteNode node =
        VedetteNode.start(
            lab,
            "sentinel monitor mymaster 127.0.0.2 " + nodes.getFirst().port() + " " + quorum,
            "sentinel down-after-milliseconds mymaster 1500",
            "sentinel failover-timeout mymaster 4000");
    eventually("both replicas are known", () -> node.master().replicas().size() == 2);
    return node;
  }

  private RoleKeeper keeper(VedetteNode node) {
    return lab.closing(
        RoleKeeper.start(
            node.engine(),
            new KubernetesSettings(
                MockCluster.NAMESPACE,
                true,
                true,
                MockCluster.SELECTOR,
                "redis",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                cluster.url(),
                Map.of("mymaster", NO_PLACE))));
  }

  private List<String> roles() {
    return List.of(role(0), role(1), role(2));
  }

  private String role(int pod) {
    return MockCluster.marks(user, "redis-" + pod).split(" ", -1)[0];
  }

  private String endpoint() {
    EndpointSlice slice = MockCluster.slice(user, "mymaster-master-vedette-ipv4");
    return slice == null || slice.getEndpoints().isEmpty()
        ? ""
        : slice.getEndpoints().getFirst().getAddresses().getFirst()
            + ":"
            + slice.getPorts().getFirst().getPort();
  }

  private void awaitMasterIn(int pod) {
    List<String> wanted = new ArrayList<>(List.of("replica", "replica", "replica"));
    wanted.set(pod, "master");
    eventually("pod " + pod + " is the master", () -> roles().equals(wanted));
    String address = "127.0.0." + (pod + 2) + ":" + nodes.get(pod).port();
    eventually("the endpoint is " + address, () -> endpoint().equals(address));
  }

  private int podOf(VedetteNode node) {
    return nodes.stream().map(RedisProcess::port).toList().indexOf(node.masterPort());
  }

  @Test
  void labels_and_slice_of_a_fleet_follow_a_failover() {
    List<VedetteNode> fleet = List.of(vedette(2), vedette(2), vedette(2));
    for (VedetteNode node : fleet) {
      eventually("everyone knows everyone", () -> node.master().peers().size() == 2);
    }
    List<RoleKeeper> keepers = fleet.stream().map(this::keeper).toList();
    awaitMasterIn(0);

    nodes.getFirst().kill();
    fleet.forEach(node -> node.awaitEvent(EventType.SWITCH_MASTER));

    int promoted = podOf(fleet.getFirst());
    assertThat(promoted).isPositive();
    awaitMasterIn(promoted);
    eventually(
        "everyone is content",
        () ->
            keepers.stream()
                .flatMap(keeper -> keeper.status().masters().values().stream())
                .allMatch(OfMaster::isInSync));
    assertThat(MockCluster.marks(user, "redis-" + promoted))
        .isEqualTo("master mymaster " + fleet.getFirst().master().configEpoch());
  }

  @Test
  void an_api_server_that_is_gone_delays_no_failover_and_is_told_afterwards() {
    VedetteNode node = vedette(1);
    RoleKeeper keeper = keeper(node);
    awaitMasterIn(0);

    cluster.stop();
    eventually("that is noticed", () -> keeper.status().failure() != null);
    nodes.getFirst().kill();
    node.awaitEvent(EventType.SWITCH_MASTER);
    int promoted = podOf(node);
    assertThat(nodes.get(promoted).role()).isEqualTo("master");

    cluster.startAgain();
    awaitMasterIn(promoted);
    eventually("nothing is wrong any more", () -> keeper.status().failure() == null);
  }

  @Test
  void an_api_server_that_answers_nothing_delays_no_failover_and_is_told_afterwards() {
    VedetteNode node = vedette(1);
    keeper(node);
    awaitMasterIn(0);

    cluster.answer(request ->
        new MockResponse().setResponseCode(200).setBody("{}").setBodyDelay(Duration.ofMinutes(10)));
    nodes.getFirst().kill();
    node.awaitEvent(EventType.SWITCH_MASTER);

    cluster.recover();
    awaitMasterIn(podOf(node));
  }

  @Test
  void what_somebody_changes_by_hand_is_taken_back() {
    RoleKeeper keeper = keeper(vedette(1));
    awaitMasterIn(0);

    MockCluster.relabel(user, "redis-1", "vedette.dev/role", "master");

    eventually(
        "it is counted", () -> keeper.status().driftCorrections().getOrDefault("pod", 0L) == 1);
    awaitMasterIn(0);
  }

  @Test
  void a_pod_that_comes_back_at_another_address_is_labelled_again() {
    VedetteNode node = vedette(1);
    keeper(node);
    awaitMasterIn(0);

    nodes.get(2).terminate();
    user.pods().inNamespace(MockCluster.NAMESPACE).withName("redis-2").delete();
    RedisProcess replacement =
        lab.redis(
            "--bind",
            "127.0.0.1",
            "127.0.0.9",
            "--replica-announce-ip",
            "127.0.0.9",
            "--replicaof",
            "127.0.0.2 " + nodes.getFirst().port());
    MockCluster.create(user, MockCluster.pod("redis-2", "127.0.0.9"));

    eventually("it is found", () -> node.master().replicas().size() == 3);
    assertThat(replacement.isAlive()).isTrue();
    awaitMasterIn(0);
  }
}
