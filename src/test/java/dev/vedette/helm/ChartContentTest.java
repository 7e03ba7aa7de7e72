package dev.vedette.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What single values make of the chart. */
class ChartContentTest {

  @TempDir private Path folder;

  private Rendered with(String values) throws IOException {
    return Chart.objects(Files.writeString(folder.resolve("values.yml"), values));
  }

  private static Rendered matrix(String name) {
    return Chart.objects(Path.of("src/helm/matrix", name + ".yml"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> at(Rendered rendered, String... keys) {
    Map<String, Object> map = new Yaml().load(rendered.application());
    for (String key : keys) {
      map = (Map<String, Object>) map.getOrDefault(key, Map.of());
    }
    return map;
  }

  private static Map<String, String> environment(Container container) {
    return container.getEnv().stream()
        .filter(variable -> variable.getValue() != null)
        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
  }

  private static Container job(Rendered rendered) {
    return rendered
        .all(Job.class)
        .getFirst()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst();
  }

  @Test
  void a_master_becomes_properties_with_the_majority_as_its_quorum() throws IOException {
    Rendered rendered =
        with("{replicaCount: 5, masters: {mymaster: {host: redis, port: 6380, downAfter: 5s}}}");

    assertThat(at(rendered, "vedette", "masters", "mymaster"))
        .containsOnly(
            entry("address", "redis:6380"), entry("quorum", 3), entry("down-after", "5s"));
  }

  @Test
  void names_and_addresses_keep_their_spelling() {
    Rendered rendered = matrix("five");

    assertThat(at(rendered, "vedette", "masters")).containsOnlyKeys("orders", "[Sessions.eu_1]");
    assertThat(at(rendered, "vedette", "masters", "[Sessions.eu_1]"))
        .containsEntry("address", "[fd00::5]:6379");
    assertThat(rendered.sentinels().getSpec().getTemplate().getSpec().getVolumes())
        .filteredOn(volume -> volume.getProjected() != null)
        .flatMap(volume -> volume.getProjected().getSources())
        .flatMap(source -> source.getSecret().getItems())
        .extracting(item -> item.getKey() + " " + item.getPath())
        .contains(
            "vedette-password vedette.masters.orders.auth-pass",
            "password vedette.masters[Sessions.eu_1].auth-pass");
  }

  @Test
  void scaling_and_a_changed_quorum_restart_no_pod() throws IOException {
    String one = "masters: {mymaster: {host: redis}}\n";
    PodTemplateSpec before = with(one).sentinels().getSpec().getTemplate();

    assertThat(with(one + "replicaCount: 5").sentinels().getSpec().getTemplate()).isEqualTo(before);
    assertThat(
            with("masters: {mymaster: {host: redis, quorum: 3}}")
                .sentinels()
                .getSpec()
                .getTemplate())
        .isEqualTo(before);
  }

  @Test
  void any_other_change_of_the_configuration_restarts_the_pods() throws IOException {
    String one = "masters: {mymaster: {host: redis}}\n";
    PodTemplateSpec before = with(one).sentinels().getSpec().getTemplate();

    for (String more :
        List.of(
            "sentinel: {loglevel: verbose}",
            "config: {vedette: {maxclients: 100}}",
            "notifications: {config: {channels: {log: {audit: {level: info}}}}}")) {
      assertThat(with(one + more).sentinels().getSpec().getTemplate()).isNotEqualTo(before);
    }
    assertThat(
            with("masters: {mymaster: {host: redis, downAfter: 1s}}")
                .sentinels()
                .getSpec()
                .getTemplate())
        .isNotEqualTo(before);
  }

  @Test
  void without_the_job_a_changed_quorum_restarts_the_pods() throws IOException {
    String off = "membership: {enabled: false}\n";

    assertThat(
            with(off + "masters: {mymaster: {host: redis, quorum: 3}}")
                .sentinels()
                .getSpec()
                .getTemplate())
        .isNotEqualTo(
            with(off + "masters: {mymaster: {host: redis}}").sentinels().getSpec().getTemplate());
  }

  @Test
  void the_job_knows_who_belongs_to_the_release_now_and_ever() throws IOException {
    Map<String, String> job =
        environment(
            job(with("masters: {mymaster: {host: redis}, cache: {host: cache, quorum: 3}}")));
    String domain = ".vedette-headless.default.svc.cluster.local:26379";

    assertThat(job.getOrDefault("MEMBERS", "").split(" "))
        .containsExactly("vedette-0" + domain, "vedette-1" + domain, "vedette-2" + domain);
    assertThat("vedette-12" + domain).matches(job.getOrDefault("OURS", ""));
    assertThat("vedette-other-3" + domain).doesNotMatch(job.getOrDefault("OURS", ""));
    assertThat("vedette-3.vedette-headlessXdefault.svc.cluster.local:26379")
        .doesNotMatch(job.getOrDefault("OURS", ""));
    assertThat(job).containsEntry("QUORUMS", "cache=3 mymaster=2");
  }

  @Test
  void the_job_logs_in_as_the_sentinels_do() {
    Container job = job(matrix("secure"));

    assertThat(environment(job).get("CLI_OPTIONS")).contains("--tls").contains("--user peer");
    assertThat(job.getEnv())
        .filteredOn(variable -> variable.getName().equals("REDISCLI_AUTH"))
        .singleElement()
        .satisfies(variable -> {
          var key = variable.getValueFrom().getSecretKeyRef();
          assertThat(key.getName()).isEqualTo("vedette-sentinel-password");
          assertThat(key.getKey()).isEqualTo("value");
        });
  }

  @Test
  void nothing_may_be_asked_of_kubernetes_by_default() {
    Rendered rendered = Chart.objects();

    assertThat(rendered.has(Role.class)).isFalse();
    assertThat(rendered.all(ServiceAccount.class))
        .allSatisfy(account -> assertThat(account.getAutomountServiceAccountToken()).isFalse());
    assertThat(rendered.pods())
        .allSatisfy((pod, template) ->
            assertThat(template.getSpec().getAutomountServiceAccountToken()).isFalse());
  }

  @Test
  void role_labels_and_a_service_for_the_master_get_exactly_what_they_need() {
    Rendered rendered = matrix("kubernetes");
    Role role = rendered.all(Role.class).getFirst();

    assertThat(role.getMetadata().getNamespace()).isEqualTo("data");
    assertThat(role.getRules())
        .extracting(
            rule -> rule.getResources() + " " + rule.getVerbs() + " " + rule.getResourceNames())
        .containsExactly(
            "[pods] [list, patch] []",
            "[endpointslices, endpointslices/restricted] [create] []",
            "[endpointslices] [get, update]"
                + " [mymaster-master-vedette-ipv4, mymaster-master-vedette-ipv6]");
    Service service = rendered.one(Service.class, "mymaster-master");
    assertThat(service.getMetadata().getNamespace()).isEqualTo("data");
    assertThat(service.getSpec().getSelector()).isEmpty();
    assertThat(service.getSpec().getPorts().getFirst().getName())
        .isEqualTo(at(rendered, "vedette", "kubernetes").get("port-name"));
    assertThat(at(rendered, "vedette", "kubernetes", "masters", "mymaster"))
        .containsEntry("pod-selector", "app=mymaster");
  }

  @Test
  void prometheus_scrapes_every_pod_once_with_a_token_that_may_look_only() {
    Rendered rendered = matrix("tls-for-clients");
    ServiceMonitor monitor = rendered.all(ServiceMonitor.class).getFirst();

    assertThat(rendered.all(Service.class))
        .filteredOn(service ->
            service
                .getMetadata()
                .getLabels()
                .entrySet()
                .containsAll(monitor.getSpec().getSelector().getMatchLabels().entrySet()))
        .singleElement()
        .satisfies(service -> assertThat(service.getSpec().getClusterIP()).isEqualTo("None"));
    var endpoint = monitor.getSpec().getEndpoints().getFirst();
    assertThat(endpoint.getScheme()).isEqualTo("https");
    assertThat(endpoint.getAuthorization().getCredentials().getKey()).isEqualTo("metrics-token");
    assertThat(at(rendered, "vedette", "security", "tokens", "metrics").get("roles"))
        .isEqualTo(List.of("viewer"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void the_monitoring_kit_is_part_of_the_chart_as_it_is() throws IOException {
    Rendered rendered = matrix("monitoring");
    List<Path> dashboards = files("monitoring/dashboards");

    assertThat(dashboards).isNotEmpty();
    for (Path dashboard : dashboards) {
      String name = dashboard.getFileName().toString();
      assertThat(rendered.all(ConfigMap.class))
          .filteredOn(map -> map.getData().containsKey(name))
          .singleElement()
          .satisfies(map -> {
            assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
            assertThat(map.getData().get(name))
                .isEqualToIgnoringNewLines(Files.readString(dashboard));
          });
    }
    List<Object> groups = new ArrayList<>();
    for (Path rules : files("monitoring/rules")) {
      Map<String, List<Object>> file = new Yaml().load(Files.readString(rules));
      groups.addAll(file.getOrDefault("groups", List.of()));
    }
    Map<String, Map<String, List<Object>>> rule =
        StreamSupport.stream(
                new Yaml()
                    .loadAll(Chart.render(Path.of("src/helm/matrix/monitoring.yml")))
                    .spliterator(),
                false)
            .map(document -> (Map<String, Map<String, List<Object>>>) document)
            .filter(document -> document.toString().contains("kind=PrometheusRule"))
            .findFirst()
            .orElseThrow();
    assertThat(rule.getOrDefault("spec", Map.of()).get("groups"))
        .containsExactlyInAnyOrderElementsOf(groups);
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.sorted().toList();
    }
  }

  @Test
  void a_certificate_covers_the_services_and_every_pod() {
    assertThat(matrix("tls-for-clients").all(Certificate.class))
        .singleElement()
        .satisfies(certificate -> {
          assertThat(certificate.getSpec().getSecretName()).isEqualTo("vedette-tls");
          assertThat(certificate.getSpec().getDnsNames())
              .contains("vedette.default.svc", "*.vedette-headless.default.svc.cluster.local");
        });
  }

  @Test
  void with_tls_towards_redis_there_is_no_plain_port() {
    Rendered rendered = matrix("secure");

    assertThat(at(rendered, "vedette")).containsEntry("port", 0);
    assertThat(at(rendered, "vedette", "tls"))
        .containsEntry("port", 26379)
        .containsEntry("replication", true)
        .containsEntry("auth-clients", "yes");
    assertThat(rendered.vedette().getReadinessProbe().getHttpGet().getScheme()).isEqualTo("HTTPS");
  }

  @Test
  void probes_ask_the_health_groups_or_what_the_values_say() throws IOException {
    Container vedette = Chart.objects().vedette();
    assertThat(vedette.getStartupProbe().getTcpSocket().getPort().getStrVal())
        .isEqualTo("sentinel");
    assertThat(vedette.getLivenessProbe().getHttpGet().getPath())
        .isEqualTo("/actuator/health/liveness");
    assertThat(vedette.getReadinessProbe().getHttpGet().getPath())
        .isEqualTo("/actuator/health/readiness");

    Container other = with("livenessProbe: {tcpSocket: {port: sentinel}}").vedette();
    assertThat(other.getLivenessProbe().getHttpGet()).isNull();
    assertThat(other.getLivenessProbe().getTcpSocket().getPort().getStrVal()).isEqualTo("sentinel");
    assertThat(other.getLivenessProbe().getFailureThreshold()).isEqualTo(6);
  }

  @Test
  void the_state_is_on_a_volume_of_each_pod_or_else_in_an_empty_folder() {
    assertThat(Chart.objects().sentinels().getSpec().getVolumeClaimTemplates()).hasSize(1);
    StatefulSet single = matrix("single").sentinels();
    assertThat(single.getSpec().getVolumeClaimTemplates()).isEmpty();
    assertThat(single.getSpec().getTemplate().getSpec().getVolumes())
        .filteredOn(volume -> volume.getName().equals("data"))
        .allSatisfy(volume -> assertThat(volume.getEmptyDir()).isNotNull())
        .hasSize(1);
  }

  @Test
  void a_network_policy_lets_the_sentinels_reach_each_other_whoever_else_may() {
    Rendered rendered = matrix("network");
    NetworkPolicy policy = rendered.all(NetworkPolicy.class).getFirst();
    Map<String, String> pod =
        rendered.sentinels().getSpec().getTemplate().getMetadata().getLabels();

    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getIngress())
        .flatMap(rule -> rule.getFrom())
        .filteredOn(peer -> peer.getPodSelector() != null)
        .anySatisfy(
            peer -> assertThat(pod).containsAllEntriesOf(peer.getPodSelector().getMatchLabels()));
    assertThat(policy.getSpec().getEgress()).hasSize(3);
  }

  @Test
  void the_demo_is_watched_from_its_first_node_on() {
    Rendered rendered = matrix("demo");

    assertThat(at(rendered, "vedette", "masters", "demo"))
        .containsEntry("address", "vedette-demo-0.vedette-demo.default.svc.cluster.local:6379");
    assertThat(rendered.one(StatefulSet.class, "vedette-demo").getSpec().getServiceName())
        .isEqualTo(rendered.one(Service.class, "vedette-demo").getMetadata().getName());
  }

  @Test
  void more_properties_win_over_those_of_the_chart() throws IOException {
    Rendered rendered =
        with("config: {vedette: {announce-hostnames: false}, logging: {level: {root: warn}}}");

    assertThat(at(rendered, "vedette")).containsEntry("announce-hostnames", false);
    assertThat(at(rendered, "logging", "level")).containsEntry("root", "warn");
  }
}
