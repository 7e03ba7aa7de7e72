package dev.vedette.kubernetes;

import dev.vedette.kubernetes.KubernetesSettings.Place;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can say about Kubernetes.
 *
 * @param enabled Whether labels and EndpointSlices are kept. Takes the permissions that
 *     docs/deploy-kubernetes-roles.md lists.
 * @param namespace Namespace of the Redis pods and of the Services, our own by default.
 * @param podLabels Whether the Redis pods are labelled with vedette.dev/role.
 * @param podSelector Label selector of the Redis pods of all masters. Only pods that it matches are
 *     ever looked at or changed.
 * @param endpointSlices Whether the master is kept in an EndpointSlice of a Service without a
 *     selector.
 * @param portName Name of the Redis port in these Services; empty when the port has no name.
 * @param resyncPeriod How often everything is compared and corrected, from 1s to 1h.
 * @param requestTimeout How long the API server may take to answer, from 100ms to 60s.
 * @param apiUrl Address of the API server. Without it, that of the pod or of the user's kubeconfig.
 * @param masters What is different for a master, by its name.
 */
@ConfigurationProperties(prefix = KubernetesProperties.PREFIX, ignoreUnknownFields = false)
record KubernetesProperties(
    @DefaultValue("false") boolean enabled,
    @Nullable String namespace,
    @DefaultValue("true") boolean podLabels,
    @DefaultValue("app.kubernetes.io/name=redis") String podSelector,
    @DefaultValue("false") boolean endpointSlices,
    @DefaultValue("redis") String portName,
    @DefaultValue("10s") Duration resyncPeriod,
    @DefaultValue("5s") Duration requestTimeout,
    @Nullable String apiUrl,
    @DefaultValue Map<String, Master> masters) {

  /** What all of them begin with. */
  static final String PREFIX = "vedette.kubernetes";

  /**
   * A master.
   *
   * @param name Its name, when the key cannot spell it: environment variables know neither lower
   *     case nor dashes.
   * @param namespace Namespace of its pods and its Service.
   * @param podSelector Label selector of its pods.
   * @param service Name of its Service, by default its own name with '-master' behind it.
   */
  record Master(
      @Nullable String name,
      @Nullable String namespace,
      @Nullable String podSelector,
      @Nullable String service) {}

  KubernetesProperties {
    masters = Map.copyOf(masters);
    String label = "at most 63 lower case letters, digits and dashes";
    check("namespace", namespace, Names::isDnsLabel, label);
    check("pod-selector", podSelector, Names::isSelector, "a label selector such as app=redis");
    check("port-name", portName, name -> name.isEmpty() || Names.isDnsLabel(name), label);
    within("resync-period", resyncPeriod, Duration.ofSeconds(1), Duration.ofHours(1));
    within("request-timeout", requestTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    check("api-url", apiUrl, KubernetesProperties::isHttp, "a URL such as https://10.0.0.1:6443");
    masters.forEach((key, master) -> {
      String of = "masters." + key + ".";
      check(of + "namespace", master.namespace(), Names::isDnsLabel, label);
      check(of + "pod-selector", master.podSelector(), Names::isSelector, "a label selector");
      check(of + "service", master.service(), Names::isService, label + ", a letter first");
    });
    if (enabled && !podLabels && !endpointSlices) {
      throw new IllegalArgumentException(
          PREFIX
              + ".pod-labels and "
              + PREFIX
              + ".endpoint-slices are both false, so that nothing would be kept; set one to true, or "
              + PREFIX
              + ".enabled to false");
    }
  }

  KubernetesSettings settings() {
    Map<String, Place> places = new HashMap<>();
    masters.forEach((key, master) ->
        places.put(
            master.name() == null ? key : master.name(),
            new Place(master.namespace(), master.podSelector(), master.service())));
    return new KubernetesSettings(
        namespace,
        podLabels,
        endpointSlices,
        podSelector,
        portName,
        resyncPeriod,
        requestTimeout,
        apiUrl,
        places);
  }

  private static void check(
      String name, @Nullable String value, Predicate<String> good, String wanted) {
    if (value != null && !good.test(value)) {
      throw new IllegalArgumentException(
          PREFIX + "." + name + " must be " + wanted + ", not '" + value + "'");
    }
  }

  private static void within(String name, Duration value, Duration least, Duration greatest) {
    if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
      throw new IllegalArgumentException(
          PREFIX
              + "."
              + name
              + " must be from "
              + least.toMillis()
              + "ms to "
              + greatest.toSeconds()
              + "s, not "
              + value.toMillis()
              + "ms");
    }
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
