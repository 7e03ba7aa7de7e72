package dev.vedette.helm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads objects as Kubernetes would, except that it takes no field that Kubernetes does not know.
 */
final class KubernetesModels {

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      List.of(
              Certificate.class,
              ConfigMap.class,
              Job.class,
              NetworkPolicy.class,
              Pod.class,
              PodDisruptionBudget.class,
              PrometheusRule.class,
              Role.class,
              RoleBinding.class,
              Secret.class,
              Service.class,
              ServiceAccount.class,
              ServiceMonitor.class,
              StatefulSet.class)
          .stream()
          .collect(Collectors.toMap(KubernetesModels::type, Function.identity()));

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new NoPlaceForUnknownFields());

  private KubernetesModels() {}

  /**
   * The object in its own type.
   *
   * @throws IllegalArgumentException when its type is not known, or a field of it; the message
   *     names the field
   */
  static HasMetadata read(Map<String, Object> document) {
    String type = document.get("apiVersion") + " " + document.get("kind");
    Class<? extends HasMetadata> known = TYPES.get(type);
    if (known == null) {
      throw new IllegalArgumentException("The chart renders a " + type + ", which no test knows");
    }
    return STRICT.convertValue(document, known);
  }

  private static String type(Class<? extends HasMetadata> known) {
    return HasMetadata.getApiVersion(known) + " " + HasMetadata.getKind(known);
  }

  /** The models keep what they do not know in a map; without that map it is an error. */
  private static final class NoPlaceForUnknownFields extends JacksonAnnotationIntrospector {
    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
