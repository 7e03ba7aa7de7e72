package dev.vedette.observe.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.kubernetes.KubernetesStatus;
import dev.vedette.kubernetes.KubernetesStatus.OfMaster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** A cluster that cannot be told is no reason to restart anything. */
class KubernetesHealthTest {

  private static Health health(@Nullable String failure, OfMaster master) {
    KubernetesStatus status =
        new KubernetesStatus(
            Instant.EPOCH, failure, Map.of("mymaster", master), Map.of(), Map.of(), Map.of());
    return new KubernetesHealth(() -> status).health();
  }

  @Test
  void is_up_while_everything_is_written_or_somebody_elses_turn() {
    assertThat(health(null, new OfMaster("in_sync", 3, List.of())).getStatus())
        .isEqualTo(Status.UP);
    assertThat(health(null, new OfMaster("left_to_peer", 3, List.of())).getStatus())
        .isEqualTo(Status.UP);
  }

  @Test
  void is_degraded_and_says_why_while_the_api_server_cannot_be_asked() {
    Health health =
        health("no connection to https://10.0.0.1", new OfMaster("in_sync", 3, List.of()));

    assertThat(health.getStatus()).isEqualTo(Statuses.DEGRADED);
    assertThat(health.getDetails())
        .containsEntry("reason", "no connection to https://10.0.0.1")
        .containsEntry("lastSuccess", Instant.EPOCH);
  }

  @Test
  void is_degraded_and_names_the_problem_of_a_master() {
    Health health = health(null, new OfMaster("incomplete", 3, List.of("403 pods is forbidden")));

    assertThat(health.getStatus()).isEqualTo(Statuses.DEGRADED);
    assertThat(health.getDetails())
        .containsEntry(
            "masters",
            Map.of(
                "mymaster",
                Map.of(
                    "state",
                    "incomplete",
                    "epoch",
                    3L,
                    "problems",
                    List.of("403 pods is forbidden"))));
  }
}
