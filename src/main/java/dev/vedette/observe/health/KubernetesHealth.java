package dev.vedette.observe.health;

import dev.vedette.kubernetes.KubernetesStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether labels and EndpointSlices can be kept. Never {@code DOWN}: see {@link Statuses}. */
final class KubernetesHealth implements HealthIndicator {

  private final Supplier<KubernetesStatus> kubernetes;

  KubernetesHealth(Supplier<KubernetesStatus> kubernetes) {
    this.kubernetes = kubernetes;
  }

  @Override
  public Health health() {
    KubernetesStatus status = kubernetes.get();
    Map<String, Object> masters = new LinkedHashMap<>();
    boolean problems = status.failure() != null;
    for (var master : status.masters().entrySet()) {
      problems |= !master.getValue().problems().isEmpty();
      masters.put(
          master.getKey(),
          Map.of(
              "state", master.getValue().state(),
              "epoch", master.getValue().epoch(),
              "problems", master.getValue().problems()));
    }
    Health.Builder health = problems ? Health.status(Statuses.DEGRADED) : Health.up();
    if (status.failure() != null) {
      health.withDetail("reason", status.failure());
    }
    if (status.lastSuccess() != null) {
      health.withDetail("lastSuccess", status.lastSuccess());
    }
    return health.withDetail("masters", masters).build();
  }
}
