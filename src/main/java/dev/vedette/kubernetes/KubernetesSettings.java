package dev.vedette.kubernetes;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in Kubernetes, and where. Checked by {@link KubernetesProperties}.
 *
 * @param namespace where the pods and Services are, null for our own
 * @param podLabels whether pods are labelled
 * @param endpointSlices whether EndpointSlices are kept
 * @param podSelector label selector of the Redis pods
 * @param portName name of the port in the Services, empty for none
 * @param resyncPeriod how often everything is looked at, and how long a sentinel waits for one that
 *     comes before it
 * @param requestTimeout how long the API server may take to answer
 * @param apiUrl address of the API server, null for what the pod or kubeconfig says
 * @param masters what differs, by name of the master
 */
public record KubernetesSettings(
    @Nullable String namespace,
    boolean podLabels,
    boolean endpointSlices,
    String podSelector,
    String portName,
    Duration resyncPeriod,
    Duration requestTimeout,
    @Nullable String apiUrl,
    Map<String, Place> masters) {

  private static final Place NOTHING_ELSE = new Place(null, null, null);

  public KubernetesSettings {
    masters = Map.copyOf(masters);
  }

  /**
   * What is different for one master; null for what is not.
   *
   * @param namespace where its pods and its Service are
   * @param podSelector label selector of its pods
   * @param service name of its Service
   */
  public record Place(
      @Nullable String namespace, @Nullable String podSelector, @Nullable String service) {}

  /** Where the pods and the Service of that master are, null for our own namespace. */
  @Nullable String namespace(String master) {
    String own = place(master).namespace();
    return own == null ? namespace : own;
  }

  /** Label selector of that master's pods. */
  String podSelector(String master) {
    String own = place(master).podSelector();
    return own == null ? podSelector : own;
  }

  /** Name of that master's Service, {@code <name>-master} unless it is configured. */
  String service(String master) {
    String own = place(master).service();
    return own == null ? master + "-master" : own;
  }

  private Place place(String master) {
    return masters.getOrDefault(master, NOTHING_ELSE);
  }
}
