package dev.vedette.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

/** What the properties say, and what is said about a bad one. */
class KubernetesPropertiesTest {

  private final ApplicationContextRunner contexts =
      new ApplicationContextRunner().withUserConfiguration(KubernetesConfiguration.class);

  @Test
  void nothing_runs_unless_it_is_switched_on() {
    contexts.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RoleKeeper.class));
  }

  @Test
  void masters_can_differ_and_can_have_names_that_a_key_cannot_spell() {
    contexts
        .withPropertyValues(
            "vedette.kubernetes.namespace=redis",
            "vedette.kubernetes.resync-period=3s",
            "vedette.kubernetes.masters.one.pod-selector=app in (redis, valkey),!test",
            "vedette.kubernetes.masters.TWO.name=My.Master",
            "vedette.kubernetes.masters.TWO.service=second",
            "vedette.kubernetes.masters.TWO.namespace=other")
        .run(context -> {
          KubernetesSettings settings = context.getBean(KubernetesProperties.class).settings();
          assertThat(settings.resyncPeriod()).isEqualTo(Duration.ofSeconds(3));
          assertThat(settings.podSelector("one")).isEqualTo("app in (redis, valkey),!test");
          assertThat(settings.podSelector("My.Master")).isEqualTo("app.kubernetes.io/name=redis");
          assertThat(settings.service("one")).isEqualTo("one-master");
          assertThat(settings.service("My.Master")).isEqualTo("second");
          assertThat(settings.namespace("one")).isEqualTo("redis");
          assertThat(settings.namespace("My.Master")).isEqualTo("other");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespace            | Upper",
        "pod-selector         | =redis",
        "pod-selector         | app in ()",
        "port-name            | a_b",
        "resync-period        | 0s",
        "resync-period        | 2h",
        "request-timeout      | 99ms",
        "request-timeout      | 61s",
        "api-url              | 10.0.0.1:6443",
        "api-url              | ftp://10.0.0.1",
        "masters.m.namespace  | a.b",
        "masters.m.pod-selector | a b",
        "masters.m.service    | 1service",
        "enabled              | flase",
        "pod-label            | true"
      })
  void a_bad_value_is_refused_with_the_name_of_the_property(String property, String value) {
    MockEnvironment environment =
        new MockEnvironment().withProperty("vedette.kubernetes." + property, value);

    assertThatExceptionOfType(InvalidKubernetesPropertyException.class)
        .isThrownBy(() -> KubernetesCheck.run(environment))
        .withMessageStartingWith("vedette.kubernetes." + property);
    contexts
        .withPropertyValues("vedette.kubernetes." + property + "=" + value)
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void keeping_nothing_is_a_contradiction() {
    assertThatThrownBy(() ->
            new KubernetesProperties(
                true,
                null,
                false,
                "app=redis",
                false,
                "redis",
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                null,
                Map.of()))
        .hasMessage(
            "vedette.kubernetes.pod-labels and vedette.kubernetes.endpoint-slices are both false,"
                + " so that nothing would be kept; set one to true, or vedette.kubernetes.enabled"
                + " to false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app=redis",
        "app==redis",
        "app.kubernetes.io/name=redis,tier!=test",
        "app in (redis,valkey)",
        "app notin (redis)",
        "app=",
        "app",
        "!app"
      })
  void knows_the_label_selectors_of_kubernetes(String selector) {
    assertThat(Names.isSelector(selector)).isTrue();
  }
}
