package dev.vedette.observe.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.observe.Picture;
import dev.vedette.observe.Views;
import dev.vedette.sentinel.view.SentinelView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class StateHealthTest {

  @Test
  void a_state_that_was_read_as_a_whole_is_up() {
    Health health = StateHealth.of(Views.picture(1), List.of());

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails())
        .containsEntry("id", Views.MY_ID)
        .containsEntry("epoch", 7L)
        .doesNotContainKey("problems");
  }

  @Test
  void a_line_that_was_set_aside_is_degraded_and_named() {
    Health health = StateHealth.of(Views.picture(1), List.of("x.conf, line 3: The epoch 'x'"));

    assertThat(health.getStatus()).isEqualTo(Statuses.DEGRADED);
    assertThat(health.getDetails().get("problems")).asString().contains("x.conf, line 3");
  }

  @Test
  void a_second_process_with_our_id_is_degraded_and_named() {
    SentinelView view = Views.picture(1).view();
    SentinelView twice =
        new SentinelView(
            view.myId(),
            view.currentEpoch(),
            view.settings(),
            null,
            view.crashPoints(),
            0,
            "10.0.0.9:26379",
            List.of());
    Health health = StateHealth.of(new Picture(twice, Map.of(), 0), List.of());

    assertThat(health.getStatus()).isEqualTo(Statuses.DEGRADED);
    assertThat(health.getDetails().get("problems")).asString().contains("10.0.0.9:26379");
  }
}
