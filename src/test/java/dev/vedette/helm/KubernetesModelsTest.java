package dev.vedette.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import org.junit.jupiter.api.Test;

/** That the other tests would notice a misspelt field. */
class KubernetesModelsTest {

  @Test
  void an_object_is_read_into_its_own_type() {
    Rendered rendered = Rendered.of("{apiVersion: v1, kind: Service, spec: {clusterIP: None}}");

    assertThat(rendered.all(Service.class))
        .singleElement()
        .satisfies(service -> assertThat(service.getSpec().getClusterIP()).isEqualTo("None"));
  }

  @Test
  void a_field_that_kubernetes_does_not_know_is_an_error_that_names_it() {
    assertThatThrownBy(
            () -> Rendered.of("{apiVersion: v1, kind: Service, spec: {ports: [{prot: 80}]}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prot")
        .hasMessageContaining("ServicePort");
  }

  @Test
  void so_is_one_of_prometheus_and_of_cert_manager() {
    assertThatThrownBy(() ->
            Rendered.of(
                "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec:"
                    + " {endpoints: [{ports: http}]}}"))
        .hasMessageContaining("ports");
    assertThatThrownBy(() ->
            Rendered.of("{apiVersion: cert-manager.io/v1, kind: Certificate, spec: {dnsName: a}}"))
        .hasMessageContaining("dnsName");
  }

  @Test
  void an_object_of_a_type_that_no_test_knows_is_an_error() {
    assertThatThrownBy(() -> Rendered.of("{apiVersion: v1, kind: Node}"))
        .hasMessageContaining("v1 Node");
  }
}
