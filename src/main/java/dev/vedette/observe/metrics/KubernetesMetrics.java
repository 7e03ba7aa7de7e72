package dev.vedette.observe.metrics;

import dev.vedette.kubernetes.KubernetesStatus;
import dev.vedette.observe.Picture;
import java.util.Optional;
import java.util.function.Supplier;

/** How labels and EndpointSlices are kept. */
final class KubernetesMetrics implements MetricSource {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final Supplier<KubernetesStatus> kubernetes;

  KubernetesMetrics(Supplier<KubernetesStatus> kubernetes) {
    this.kubernetes = kubernetes;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    KubernetesStatus status = kubernetes.get();
    if (status.lastSuccess() != null) {
      samples.gauge(
          "vedette_kubernetes_last_success_timestamp_seconds",
          "When everything in Kubernetes was last looked at without a failure.",
          status.lastSuccess().toEpochMilli() / MILLIS_PER_SECOND);
    }
    status
        .masters()
        .forEach((name, master) ->
            samples.flag(
                "vedette_kubernetes_in_sync",
                "1 while labels and EndpointSlices say what the sentinels have agreed.",
                status.failure() == null && master.isInSync(),
                "master",
                name));
    status
        .requests()
        .forEach((ended, count) ->
            samples.counter(
                "vedette_kubernetes_requests",
                "Requests to the API server, by how they ended.",
                count,
                "operation",
                ended.what(),
                "result",
                ended.result()));
    status
        .updates()
        .forEach((ended, count) ->
            samples.counter(
                "vedette_kubernetes_updates",
                "Changes sent to the API server, by how they ended.",
                count,
                "target",
                ended.what(),
                "result",
                ended.result()));
    status
        .driftCorrections()
        .forEach((target, count) ->
            samples.counter(
                "vedette_kubernetes_drift_corrections",
                "Changes that took back what somebody else had changed.",
                count,
                "target",
                target));
  }
}
