package dev.vedette.kubernetes;

import dev.vedette.kubernetes.MasterSlice.Content;
import dev.vedette.kubernetes.MasterSlice.Existing;
import dev.vedette.kubernetes.MasterSlice.Family;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The client's objects in our words, and back. */
final class Fabric8Models {

  private Fabric8Models() {}

  static ClusterPod pod(Pod pod) {
    ObjectMeta meta = pod.getMetadata();
    PodSpec spec = pod.getSpec();
    String hostname = spec == null ? null : spec.getHostname();
    String subdomain = spec == null ? null : spec.getSubdomain();
    return new ClusterPod(
        meta.getNamespace(),
        meta.getName(),
        meta.getResourceVersion(),
        ips(pod.getStatus()),
        Objects.requireNonNullElse(hostname, ""),
        Objects.requireNonNullElse(subdomain, ""),
        spec == null ? Set.of() : ports(spec),
        meta.getDeletionTimestamp() != null || hasEnded(pod.getStatus()),
        Marks.OfPod.read(orEmpty(meta.getLabels()), orEmpty(meta.getAnnotations())));
  }

  private static Set<String> ips(@Nullable PodStatus status) {
    if (status == null) {
      return Set.of();
    }
    return Stream.concat(
            Stream.ofNullable(status.getPodIP()), status.getPodIPs().stream().map(PodIP::getIp))
        .map(HostAddresses::spelled)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static Set<Integer> ports(PodSpec spec) {
    Set<Integer> ports = new HashSet<>();
    for (Container container : spec.getContainers()) {
      for (ContainerPort port : container.getPorts()) {
        if (port.getContainerPort() != null) {
          ports.add(port.getContainerPort());
        }
      }
    }
    return ports;
  }

  private static boolean hasEnded(@Nullable PodStatus status) {
    String phase = status == null ? null : status.getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  static Existing slice(EndpointSlice slice) {
    ObjectMeta meta = slice.getMetadata();
    Map<String, String> labels = orEmpty(meta.getLabels());
    List<Endpoint> endpoints = slice.getEndpoints();
    List<EndpointPort> ports = slice.getPorts();
    String portName = ports.size() == 1 ? ports.getFirst().getName() : null;
    Integer port = ports.size() == 1 ? ports.getFirst().getPort() : null;
    Content content =
        new Content(
            labels.get(Marks.SERVICE_NAME),
            labels.get(Marks.MANAGED_BY),
            labels.get(Marks.MASTER_NAME),
            Marks.epoch(orEmpty(meta.getAnnotations())),
            addresses(endpoints),
            endpoints.stream().anyMatch(Fabric8Models::isReady),
            Objects.requireNonNullElse(portName, ""),
            Objects.requireNonNullElse(port, 0));
    boolean six = Family.IPV6.addressType().equals(slice.getAddressType());
    return new Existing(
        new MasterSlice(
            meta.getNamespace(), meta.getName(), six ? Family.IPV6 : Family.IPV4, content),
        meta.getResourceVersion());
  }

  /** All of them: more than one is never what we want, and shows as a difference. */
  private static @Nullable String addresses(List<Endpoint> endpoints) {
    return endpoints.isEmpty()
        ? null
        : endpoints.stream()
            .flatMap(endpoint -> endpoint.getAddresses().stream())
            .collect(Collectors.joining(","));
  }

  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }

  /** A new one. */
  static EndpointSlice endpointSlice(MasterSlice slice) {
    EndpointSlice empty =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withNamespace(slice.namespace())
            .withName(slice.name())
            .endMetadata()
            .withAddressType(slice.family().addressType())
            .build();
    return changed(empty, slice, null);
  }

  /**
   * One with another content.
   *
   * @param version the one that it must still have, null for a new one
   */
  static EndpointSlice changed(EndpointSlice found, MasterSlice slice, @Nullable String version) {
    Content content = slice.content();
    return new EndpointSliceBuilder(found)
        .editMetadata()
        .withResourceVersion(version)
        .addToLabels(Marks.SERVICE_NAME, content.service())
        .addToLabels(Marks.MANAGED_BY, content.managedBy())
        .addToLabels(Marks.MASTER_NAME, content.masterName())
        .addToAnnotations(Marks.CONFIG_EPOCH, Long.toString(content.epoch()))
        .endMetadata()
        .withEndpoints(content.ip() == null ? List.of() : List.of(endpoint(content)))
        .withPorts(
            new EndpointPortBuilder()
                .withName(content.portName())
                .withPort(content.port())
                .withProtocol("TCP")
                .build())
        .build();
  }

  private static Endpoint endpoint(Content content) {
    return new EndpointBuilder()
        .withAddresses(content.ip())
        .withNewConditions()
        .withReady(content.ready())
        .withServing(content.ready())
        .withTerminating(false)
        .endConditions()
        .build();
  }

  /** A mark that a server keeps without a value is none. */
  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
