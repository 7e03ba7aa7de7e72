package dev.vedette.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every object that the chart renders, with all the values of the matrix. */
class ChartObjectsTest {

  private static final Path OUTPUT = Path.of("target/helm-library");

  /** Each is also kept as a file, for src/helm/run to compare with what another helm renders. */
  private static final Map<String, Rendered> CASES =
      Stream.concat(Stream.of(Path.of("default")), Chart.goodValues().stream())
          .collect(Collectors.toMap(ChartObjectsTest::name, ChartObjectsTest::render));

  static Stream<Arguments> cases() {
    return CASES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".yml", "");
  }

  private static Rendered render(Path file) {
    Path[] values = Files.exists(file) ? new Path[] {file} : new Path[0];
    try {
      Files.createDirectories(OUTPUT);
      Files.writeString(OUTPUT.resolve(name(file) + ".yaml"), Chart.render(values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Chart.objects(values);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void no_object_is_there_twice_and_all_say_where_they_belong(String name, Rendered rendered) {
    assertThat(rendered.objects())
        .extracting(object -> object.getKind() + " " + object.getMetadata().getName())
        .doesNotHaveDuplicates();
    assertThat(rendered.objects())
        .allSatisfy(object -> {
          assertThat(object.getMetadata().getNamespace()).isIn("default", "data");
          assertThat(object.getMetadata().getName()).matches("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
          assertThat(object.getMetadata().getLabels())
              .containsEntry("app.kubernetes.io/name", "vedette")
              .containsEntry("app.kubernetes.io/instance", "vedette")
              .containsKeys("app.kubernetes.io/component", "helm.sh/chart");
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void every_pod_fits_the_restricted_pod_security_standard(String name, Rendered rendered) {
    assertThat(rendered.pods()).allSatisfy((pod, template) -> assertRestricted(template.getSpec()));
  }

  private static void assertRestricted(PodSpec pod) {
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getContainers())
        .allSatisfy(container -> {
          assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
          assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
          assertThat(container.getSecurityContext().getCapabilities().getDrop())
              .containsExactly("ALL");
          assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        });
    assertThat(pod.getVolumes()).allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void every_container_has_limits_and_no_variables_of_services(String name, Rendered rendered) {
    assertThat(rendered.pods())
        .allSatisfy((pod, template) -> {
          // A Service called vedette would otherwise set VEDETTE_PORT, which is a property.
          assertThat(template.getSpec().getEnableServiceLinks()).isFalse();
          assertThat(template.getSpec().getContainers())
              .allSatisfy(container -> {
                assertThat(container.getResources().getLimits()).containsKey("memory");
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
              });
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void what_is_mounted_is_a_volume_and_what_a_volume_shows_is_there(
      String name, Rendered rendered) {
    assertThat(rendered.pods())
        .allSatisfy((pod, template) -> {
          Set<String> volumes = volumes(pod, template, rendered);
          assertThat(template.getSpec().getContainers())
              .flatMap(Container::getVolumeMounts)
              .extracting(VolumeMount::getName)
              .isSubsetOf(volumes);
          assertThat(ownConfigMaps(template)).isSubsetOf(names(rendered.all(ConfigMap.class)));
        });
  }

  private static Set<String> volumes(String pod, PodTemplateSpec template, Rendered rendered) {
    Set<String> names =
        template.getSpec().getVolumes().stream()
            .map(Volume::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    rendered.all(StatefulSet.class).stream()
        .filter(set -> set.getMetadata().getName().equals(pod))
        .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream())
        .forEach(claim -> names.add(claim.getMetadata().getName()));
    return names;
  }

  private static List<String> ownConfigMaps(PodTemplateSpec template) {
    return template.getSpec().getVolumes().stream()
        .filter(volume -> volume.getConfigMap() != null)
        .map(volume -> volume.getConfigMap().getName())
        .filter(map -> !map.equals("notification-scripts"))
        .toList();
  }

  private static List<String> names(List<? extends HasMetadata> objects) {
    return objects.stream().map(object -> object.getMetadata().getName()).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void selectors_match_the_pods_of_the_sentinels_and_no_others(String name, Rendered rendered) {
    String sentinels = rendered.sentinels().getMetadata().getName();
    Map<String, String> selector = rendered.sentinels().getSpec().getSelector().getMatchLabels();
    assertThat(rendered.pods())
        .allSatisfy((pod, template) ->
            assertThat(
                    template.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .isEqualTo(pod.equals(sentinels)));
    assertThat(rendered.all(PodDisruptionBudget.class))
        .allSatisfy(budget ->
            assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(selector));
    assertThat(rendered.all(Service.class))
        .filteredOn(service -> service.getMetadata().getLabels().containsKey("vedette.dev/service"))
        .hasSize(2)
        .allSatisfy(service -> {
          assertThat(service.getSpec().getSelector()).isEqualTo(selector);
          assertThat(service.getSpec().getPorts())
              .allSatisfy(port ->
                  assertThat(rendered.vedette().getPorts())
                      .anySatisfy(open -> {
                        assertThat(open.getName()).isEqualTo(port.getTargetPort().getStrVal());
                        assertThat(open.getContainerPort()).isEqualTo(port.getPort());
                      }));
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void updates_drains_and_removals_leave_a_majority(String name, Rendered rendered) {
    var spec = rendered.sentinels().getSpec();
    int replicas = spec.getReplicas();
    assertThat(replicas % 2).isOne();
    assertThat(spec.getPodManagementPolicy()).isEqualTo("Parallel");
    assertThat(spec.getMinReadySeconds()).isGreaterThanOrEqualTo(10);
    assertThat(rendered.has(PodDisruptionBudget.class)).isEqualTo(replicas > 1);
    assertThat(rendered.all(PodDisruptionBudget.class))
        .allSatisfy(budget ->
            assertThat(replicas - budget.getSpec().getMaxUnavailable().getIntVal())
                .isGreaterThan(replicas / 2));
    assertThat(rendered.vedette().getEnv())
        .anySatisfy(variable -> {
          assertThat(variable.getName()).isEqualTo("VEDETTE_ANNOUNCE_IP");
          assertThat(variable.getValue())
              .isEqualTo("$(POD_NAME)." + spec.getServiceName() + ".default.svc.cluster.local");
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void no_secret_is_outside_of_secrets(String name, Rendered rendered) {
    List<String> secrets =
        rendered.all(Secret.class).stream()
            .flatMap(secret -> secret.getData().values().stream())
            .map(value -> new String(Base64.getDecoder().decode(value), UTF_8))
            .toList();
    assertThat(rendered.all(ConfigMap.class))
        .flatMap(map -> map.getData().values())
        .allSatisfy(text -> assertThat(secrets).noneMatch(text::contains));
    assertThat(rendered.application())
        .doesNotContainIgnoringCase("password:")
        .doesNotContain("hash:");
  }
}
