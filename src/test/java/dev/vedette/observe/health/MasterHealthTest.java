package dev.vedette.observe.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.observe.Views;
import dev.vedette.sentinel.view.MasterView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class MasterHealthTest {

  private static Health health(int promotable, MasterView master) {
    return MasterHealth.of(master, Views.picture(promotable, master));
  }

  private static MasterView up() {
    return Views.master(
        null, null, null, List.of(Views.replica(2, null, 0, null)), List.of(Views.peer(null)));
  }

  @Test
  void a_master_that_is_up_with_a_good_replica_and_a_quorum_is_up() {
    Health health = health(1, up());

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails())
        .containsEntry("status", "ok")
        .containsEntry("address", "10.0.0.1:6379")
        .containsEntry("usableSentinels", 2)
        .containsEntry("promotableReplicas", 1)
        .doesNotContainKey("problems");
  }

  @Test
  void a_master_that_is_down_is_degraded_and_never_down() {
    MasterView sdown = Views.master(9_000L, null, null, up().replicas(), List.of(Views.peer(null)));
    MasterView odown =
        Views.master(9_000L, 4_000L, null, up().replicas(), List.of(Views.peer(null)));

    assertThat(health(1, sdown).getStatus()).isEqualTo(Statuses.DEGRADED);
    assertThat(health(1, sdown).getDetails().get("problems"))
        .asString()
        .contains("subjectively down for 9 s");
    assertThat(health(1, odown).getStatus()).isEqualTo(Statuses.DEGRADED);
    assertThat(health(1, odown).getDetails().get("problems"))
        .asString()
        .contains("objectively down for 4 s");
  }

  @Test
  void a_quorum_that_cannot_be_reached_is_a_problem() {
    MasterView alone =
        Views.master(null, null, null, up().replicas(), List.of(Views.peer(60_000L)));

    assertThat(health(1, alone).getStatus()).isEqualTo(Statuses.DEGRADED);
    assertThat(health(1, alone).getDetails().get("problems")).asString().contains("NOQUORUM");
  }

  @Test
  void a_master_without_a_replica_to_promote_is_a_problem() {
    assertThat(health(0, up()).getDetails().get("problems"))
        .asString()
        .contains("none of its 1 replicas could be promoted");
    assertThat(
            health(0, Views.master(null, null, null, List.of(), List.of(Views.peer(null))))
                .getDetails()
                .get("problems"))
        .asString()
        .contains("it has no replica");
  }
}
