package dev.vedette.kubernetes;

import static dev.vedette.kubernetes.Groups.group;
import static dev.vedette.kubernetes.Groups.inMinority;
import static dev.vedette.kubernetes.MockCluster.NAMESPACE;
import static dev.vedette.kubernetes.MockCluster.create;
import static dev.vedette.kubernetes.MockCluster.failure;
import static dev.vedette.kubernetes.MockCluster.marks;
import static dev.vedette.kubernetes.MockCluster.pod;
import static dev.vedette.kubernetes.MockCluster.relabel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vedette.kubernetes.ApiException.Reason;
import dev.vedette.kubernetes.KubernetesStatus.Ended;
import dev.vedette.kubernetes.KubernetesStatus.OfMaster;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.mockwebserver.http.MockResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends up in an API server, through the real client, and what becomes of its failures. */
class PassTest {

  private final MockCluster cluster = new MockCluster();
  private final KubernetesClient user = cluster.client();
  private final ClusterApi api = Fabric8Cluster.connect(cluster.url(), Duration.ofSeconds(20));
  private final Counters counters = new Counters();
  private final Map<String, WriteRule> rules = new HashMap<>();
  private long nowNanos;

  @AfterEach
  void close() {
    api.close();
    user.close();
    cluster.close();
  }

  private static KubernetesSettings settings(boolean labels, boolean slices) {
    return new KubernetesSettings(
        NAMESPACE,
        labels,
        slices,
        MockCluster.SELECTOR,
        "redis",
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        null,
        Map.of());
  }

  private OfMaster labels(Group group) {
    return tend(settings(true, false), api, group);
  }

  private OfMaster slices(Group group) {
    return tend(settings(false, true), api, group);
  }

  private OfMaster tend(KubernetesSettings settings, ClusterApi through, Group group) {
    return new Pass(
            new CountingApi(through, counters),
            settings,
            HostAddresses.SYSTEM,
            counters,
            name -> rules.computeIfAbsent(name, n -> new WriteRule(settings.resyncPeriod())),
            () -> nowNanos,
            List.of(group))
        .tend(group);
  }

  private List<String> allMarks() {
    return List.of(marks(user, "redis-0"), marks(user, "redis-1"), marks(user, "redis-2"));
  }

  private void createPods() {
    create(
        user, pod("redis-0", "10.0.0.1"), pod("redis-1", "10.0.0.2"), pod("redis-2", "10.0.0.3"));
  }

  @Test
  void labels_the_pods_of_a_group() {
    createPods();

    OfMaster status = labels(group(0, "10.0.0.1", "10.0.0.2", "10.0.0.3"));

    assertThat(status.isInSync()).isTrue();
    assertThat(allMarks())
        .containsExactly("master mymaster 0", "replica mymaster 0", "replica mymaster 0");
    assertThat(counters.updates()).isEqualTo(Map.of(new Ended("pod", "ok"), 3L));
    assertThat(counters.driftCorrections()).isEmpty();
  }

  @Test
  void follows_a_failover_and_writes_nothing_more_afterwards() {
    createPods();
    labels(group(0, "10.0.0.1", "10.0.0.2", "10.0.0.3"));

    labels(group(1, "10.0.0.2", "10.0.0.1", "10.0.0.3"));
    long writes = cluster.writes();
    labels(group(1, "10.0.0.2", "10.0.0.1", "10.0.0.3"));

    assertThat(allMarks())
        .containsExactly("replica mymaster 1", "master mymaster 1", "replica mymaster 1");
    assertThat(cluster.writes()).isEqualTo(writes);
  }

  @Test
  void takes_back_what_somebody_changed_by_hand_and_counts_it() {
    createPods();
    Group group = group(1, "10.0.0.1", "10.0.0.2", "10.0.0.3");
    labels(group);
    relabel(user, "redis-2", Marks.ROLE, "master");

    OfMaster status = labels(group);

    assertThat(status.isInSync()).isTrue();
    assertThat(allMarks())
        .containsExactly("master mymaster 1", "replica mymaster 1", "replica mymaster 1");
    assertThat(counters.driftCorrections()).isEqualTo(Map.of("pod", 1L));
  }

  @Test
  void labels_a_pod_that_comes_and_misses_none_that_goes() {
    createPods();
    labels(group(1, "10.0.0.1", "10.0.0.2", "10.0.0.3"));
    user.pods().inNamespace(NAMESPACE).withName("redis-2").delete();
    create(user, pod("redis-2", "10.0.0.9"));

    OfMaster status = labels(group(1, "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.9"));

    assertThat(status.isInSync()).isTrue();
    assertThat(marks(user, "redis-2")).isEqualTo("replica mymaster 1");
    assertThat(counters.driftCorrections()).isEmpty();
  }

  @Test
  void a_minority_with_an_older_configuration_writes_nothing() {
    createPods();
    labels(group(6, "10.0.0.2", "10.0.0.1", "10.0.0.3"));
    long writes = cluster.writes();
    rules.clear();
    nowNanos = Duration.ofHours(1).toNanos();

    OfMaster status = labels(inMinority(group(5, "10.0.0.1", "10.0.0.2", "10.0.0.3")));

    assertThat(status.state()).isEqualTo("behind");
    assertThat(cluster.writes()).isEqualTo(writes);
    assertThat(marks(user, "redis-1")).isEqualTo("master mymaster 6");
  }

  @Test
  void a_conflict_makes_it_look_again() {
    createPods();
    AtomicInteger conflicts = new AtomicInteger();
    cluster.answer(request ->
        request.getMethod().equals("PATCH") && conflicts.getAndIncrement() == 0
            ? failure(409, "the object has been modified")
            : null);

    OfMaster status = labels(group(1, "10.0.0.1", "10.0.0.2", "10.0.0.3"));

    assertThat(status.isInSync()).isTrue();
    assertThat(counters.updates())
        .isEqualTo(Map.of(new Ended("pod", "conflict"), 1L, new Ended("pod", "ok"), 3L));
  }

  @Test
  void a_change_on_top_of_another_one_is_refused_by_the_server() {
    createPods();
    ClusterPod seen = api.pods(NAMESPACE, MockCluster.SELECTOR).getFirst();
    relabel(user, seen.name(), "other", "label");

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.mark(seen, Marks.OfPod.of(Role.MASTER, "mymaster", 1)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
  }

  @Test
  void gives_up_for_now_when_somebody_keeps_changing_the_objects() {
    createPods();
    cluster.answer(
        request -> request.getMethod().equals("PATCH") ? failure(409, "modified") : null);

    OfMaster status = labels(group(1, "10.0.0.1", "10.0.0.2", "10.0.0.3"));

    assertThat(status.state()).isEqualTo("incomplete");
    assertThat(status.problems()).containsExactly("somebody else keeps changing the same objects");
  }

  @Test
  void a_missing_permission_is_a_problem_of_the_labels_only() {
    createPods();
    cluster.answer(
        request -> request.getPath().contains("/pods") ? failure(403, "pods is forbidden") : null);

    OfMaster status = tend(settings(true, true), api, group(1, "10.0.0.1", "10.0.0.2"));

    assertThat(status.state()).isEqualTo("incomplete");
    assertThat(status.problems()).containsExactly("403 pods is forbidden");
    assertThat(MockCluster.slice(user, "mymaster-master-vedette-ipv4")).isNotNull();
  }

  @Test
  void nobody_is_called_master_while_the_old_one_keeps_the_word() {
    createPods();
    labels(group(1, "10.0.0.1", "10.0.0.2", "10.0.0.3"));
    cluster.answer(request ->
        request.getMethod().equals("PATCH") && request.getPath().endsWith("/redis-0")
            ? failure(403, "pods redis-0 is forbidden")
            : null);

    OfMaster status = labels(group(2, "10.0.0.2", "10.0.0.1", "10.0.0.3"));

    assertThat(status.problems()).containsExactly("403 pods redis-0 is forbidden");
    assertThat(allMarks())
        .containsExactly("master mymaster 1", "replica mymaster 1", "replica mymaster 2");
  }

  @Test
  void a_pod_that_went_away_in_the_middle_is_no_problem() {
    createPods();
    labels(group(1, "10.0.0.1", "10.0.0.2", "10.0.0.3"));
    cluster.answer(request ->
        request.getMethod().equals("PATCH") && request.getPath().endsWith("/redis-0")
            ? failure(404, "pods redis-0 not found")
            : null);

    OfMaster status = labels(group(2, "10.0.0.2", "10.0.0.1", "10.0.0.3"));

    assertThat(status.isInSync()).isTrue();
    assertThat(marks(user, "redis-1")).isEqualTo("master mymaster 2");
  }

  @ParameterizedTest
  @CsvSource({
    "401, FORBIDDEN",
    "403, FORBIDDEN",
    "410, UNAVAILABLE",
    "422, REJECTED",
    "429, UNAVAILABLE",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE"
  })
  void a_failure_of_the_server_has_a_reason(int code, Reason reason) {
    cluster.answer(request -> failure(code, "no"));

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.pods(NAMESPACE, MockCluster.SELECTOR))
        .withMessage(code + " no")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void a_server_that_is_gone_ends_the_pass() {
    cluster.stop();

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> labels(group(1, "10.0.0.1")))
        .withMessageStartingWith("no connection to " + cluster.url())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
    assertThat(counters.requests()).containsKey(new Ended("list_pods", "unreachable"));
  }

  @Test
  void a_server_that_does_not_answer_in_time_ends_the_pass() {
    cluster.answer(request ->
        new MockResponse().setResponseCode(200).setBody("{}").setBodyDelay(Duration.ofMinutes(1)));
    try (ClusterApi impatient = Fabric8Cluster.connect(cluster.url(), Duration.ofMillis(300))) {

      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> tend(settings(true, false), impatient, group(1, "10.0.0.1")))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
    }
  }

  @Test
  void a_selector_that_matches_too_much_is_refused() {
    cluster.answer(request ->
        new MockResponse()
            .setResponseCode(200)
            .setHeader("Content-Type", "application/json")
            .setBody(
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[],"
                    + "\"metadata\":{\"continue\":\"more\"}}"));

    assertThat(labels(group(1, "10.0.0.1")).problems())
        .containsExactly("the selector 'app=redis' matches more than 500 pods; make it narrower");
  }

  private EndpointSlice slice(String name) {
    return Objects.requireNonNull(MockCluster.slice(user, name), name);
  }

  @Test
  void creates_a_slice_for_the_service_of_the_master() {
    slices(group(3, "10.0.0.1", "10.0.0.2"));

    EndpointSlice slice = slice("mymaster-master-vedette-ipv4");
    assertThat(slice.getMetadata().getLabels())
        .containsEntry("kubernetes.io/service-name", "mymaster-master")
        .containsEntry("endpointslice.kubernetes.io/managed-by", "vedette")
        .containsEntry("vedette.dev/master-name", "mymaster");
    assertThat(slice.getMetadata().getAnnotations()).containsEntry(Marks.CONFIG_EPOCH, "3");
    assertThat(slice.getAddressType()).isEqualTo("IPv4");
    assertThat(slice.getEndpoints())
        .singleElement()
        .satisfies(endpoint -> {
          assertThat(endpoint.getAddresses()).containsExactly("10.0.0.1");
          assertThat(endpoint.getConditions().getReady()).isTrue();
        });
    assertThat(slice.getPorts())
        .singleElement()
        .satisfies(port -> {
          assertThat(port.getName()).isEqualTo("redis");
          assertThat(port.getPort()).isEqualTo(6379);
        });
    assertThat(MockCluster.slice(user, "mymaster-master-vedette-ipv6")).isNull();
  }

  @Test
  void moves_the_slice_and_writes_it_once() {
    slices(group(3, "10.0.0.1", "10.0.0.2"));

    assertThat(slices(group(4, "10.0.0.2", "10.0.0.1")).isInSync()).isTrue();
    long writes = cluster.writes();
    slices(group(4, "10.0.0.2", "10.0.0.1"));

    EndpointSlice slice = slice("mymaster-master-vedette-ipv4");
    assertThat(slice.getEndpoints().getFirst().getAddresses()).containsExactly("10.0.0.2");
    assertThat(slice.getMetadata().getAnnotations()).containsEntry(Marks.CONFIG_EPOCH, "4");
    assertThat(cluster.writes()).isEqualTo(writes);
  }

  @Test
  void a_master_that_moves_to_the_other_kind_of_address_leaves_an_empty_slice_behind() {
    slices(group(3, "10.0.0.1", "2001:db8::2"));

    assertThat(slices(group(4, "2001:db8::2", "10.0.0.1")).isInSync()).isTrue();

    assertThat(slice("mymaster-master-vedette-ipv4").getEndpoints()).isEmpty();
    EndpointSlice six = slice("mymaster-master-vedette-ipv6");
    assertThat(six.getAddressType()).isEqualTo("IPv6");
    assertThat(six.getEndpoints().getFirst().getAddresses()).containsExactly("2001:db8::2");
    long writes = cluster.writes();
    slices(group(4, "2001:db8::2", "10.0.0.1"));
    assertThat(cluster.writes()).isEqualTo(writes);
  }

  @Test
  void corrects_a_slice_that_somebody_changed() {
    Group group = group(3, "10.0.0.1");
    slices(group);
    user.resource(
            new EndpointSliceBuilder(slice("mymaster-master-vedette-ipv4"))
                .editFirstEndpoint()
                .withAddresses("10.9.9.9")
                .endEndpoint()
                .build())
        .update();

    assertThat(slices(group).isInSync()).isTrue();

    assertThat(slice("mymaster-master-vedette-ipv4").getEndpoints().getFirst().getAddresses())
        .containsExactly("10.0.0.1");
    assertThat(counters.driftCorrections()).isEqualTo(Map.of("endpointslice", 1L));
  }

  @Test
  void a_slice_that_somebody_else_keeps_is_left_to_them() {
    slices(group(3, "10.0.0.1"));
    user.resource(
            new EndpointSliceBuilder(slice("mymaster-master-vedette-ipv4"))
                .editMetadata()
                .addToLabels(Marks.MANAGED_BY, "somebody")
                .endMetadata()
                .build())
        .update();
    long writes = cluster.writes();

    assertThat(slices(group(4, "10.0.0.2")).problems())
        .containsExactly(
            "EndpointSlice mymaster-master-vedette-ipv4 is managed by somebody, not by Vedette;"
                + " remove it, or name another service");
    assertThat(cluster.writes()).isEqualTo(writes);
  }

  @Test
  void a_name_that_cannot_be_a_service_says_which_property_helps() {
    assertThat(slices(group("My_Master", 1, "10.0.0.1")).problems())
        .containsExactly(
            "'My_Master-master' cannot be the name of a Service; set"
                + " vedette.kubernetes.masters.<key>.service");
  }
}
