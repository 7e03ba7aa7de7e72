package dev.vedette.kubernetes;

import dev.vedette.kubernetes.ApiException.Reason;
import dev.vedette.kubernetes.MasterSlice.Existing;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API server, through the fabric8 client. */
final class Fabric8Cluster implements ClusterApi {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final @Nullable String ownNamespace;

  private Fabric8Cluster(KubernetesClient client, @Nullable String ownNamespace) {
    this.client = client;
    this.ownNamespace = ownNamespace;
  }

  /**
   * With the address and the account that the pod has, or else those of the user's kubeconfig.
   * Takes a second or two, and does not connect yet. It repeats nothing by itself.
   *
   * @param apiUrl another address, null for that one
   */
  static Fabric8Cluster connect(@Nullable String apiUrl, Duration requestTimeout) {
    int millis = Math.toIntExact(requestTimeout.toMillis());
    ConfigBuilder builder =
        new ConfigBuilder()
            .withConnectionTimeout(millis)
            .withRequestTimeout(millis)
            .withRequestRetryBackoffLimit(0);
    if (apiUrl != null) {
      builder.withMasterUrl(apiUrl);
    }
    Config config = builder.build();
    return new Fabric8Cluster(
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build(),
        config.getNamespace());
  }

  @Override
  public @Nullable String ownNamespace() {
    return ownNamespace;
  }

  @Override
  public List<ClusterPod> pods(String namespace, String selector) {
    PodList list =
        asked(() ->
            client
                .pods()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list(new ListOptionsBuilder().withLimit((long) POD_LIMIT).build()));
    String more = list.getMetadata() == null ? null : list.getMetadata().getContinue();
    if (more != null && !more.isEmpty()) {
      throw new ApiException(
          Reason.REJECTED,
          "the selector '"
              + selector
              + "' matches more than "
              + POD_LIMIT
              + " pods; make it narrower");
    }
    return list.getItems().stream().map(Fabric8Models::pod).toList();
  }

  @Override
  public void mark(ClusterPod pod, Marks.OfPod marks) {
    Map<String, @Nullable String> labels = new HashMap<>();
    labels.put(Marks.ROLE, marks.role());
    labels.put(Marks.MASTER_NAME, marks.masterName());
    Map<String, @Nullable String> annotations = new HashMap<>();
    annotations.put(Marks.CONFIG_EPOCH, marks.epoch());
    Map<String, Object> metadata =
        Map.of("resourceVersion", pod.version(), "labels", labels, "annotations", annotations);
    Pod named =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(pod.namespace())
            .withName(pod.name())
            .endMetadata()
            .build();
    String patch = client.getKubernetesSerialization().asJson(Map.of("metadata", metadata));
    Object _ = asked(() -> client.resource(named).patch(MERGE, patch));
  }

  @Override
  public @Nullable Existing slice(String namespace, String name) {
    EndpointSlice found = found(namespace, name);
    return found == null ? null : Fabric8Models.slice(found);
  }

  private @Nullable EndpointSlice found(String namespace, String name) {
    return this.<@Nullable EndpointSlice>asked(
        () -> client.resources(EndpointSlice.class).inNamespace(namespace).withName(name).get());
  }

  @Override
  public void create(MasterSlice slice) {
    EndpointSlice wanted = Fabric8Models.endpointSlice(slice);
    Object _ = asked(() -> client.resource(wanted).create());
  }

  /** Keeps what others have added to it, such as labels. */
  @Override
  public void update(Existing existing, MasterSlice slice) {
    EndpointSlice found = found(slice.namespace(), slice.name());
    if (found == null) {
      throw new ApiException(
          Reason.CONFLICT, "EndpointSlice " + slice.name() + " was removed in the meantime");
    }
    EndpointSlice wanted = Fabric8Models.changed(found, slice, existing.version());
    Object _ = asked(() -> client.resource(wanted).update());
  }

  @Override
  public void close() {
    client.close();
  }

  private <T extends @Nullable Object> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      Reason reason = reason(e);
      throw new ApiException(reason, message(reason, e), e);
    }
  }

  private static Reason reason(KubernetesClientException e) {
    return switch (e.getCode()) {
      case 401, 403 -> Reason.FORBIDDEN;
      case 404 -> Reason.NOT_FOUND;
      case 409 -> Reason.CONFLICT;
      case 410, 429 -> Reason.UNAVAILABLE;
      default ->
          e.getCode() >= 500
              ? Reason.UNAVAILABLE
              : e.getCode() >= 400 ? Reason.REJECTED : withoutAnswer(e);
    };
  }

  private static Reason withoutAnswer(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
        return Reason.TIMEOUT;
      }
    }
    return Reason.UNREACHABLE;
  }

  /** What the server says, or else what is at the bottom of it. */
  @SuppressWarnings("ReferenceEquality") // exceptions are who they are
  private String message(Reason reason, KubernetesClientException e) {
    if (e.getStatus() != null && e.getStatus().getMessage() != null) {
      return e.getCode() + " " + e.getStatus().getMessage();
    }
    Throwable bottom = e;
    while (bottom.getCause() != null && bottom.getCause() != bottom) {
      bottom = bottom.getCause();
    }
    String what = bottom == e ? String.valueOf(e.getMessage()) : bottom.toString();
    return switch (reason) {
      case TIMEOUT -> "no answer in time from " + client.getMasterUrl();
      case UNREACHABLE -> "no connection to " + client.getMasterUrl() + " (" + what + ")";
      case CONFLICT, FORBIDDEN, NOT_FOUND, REJECTED, UNAVAILABLE -> what;
    };
  }
}
