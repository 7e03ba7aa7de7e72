package dev.vedette.observe.health;

import dev.vedette.observe.Pictures;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the state is loaded, so that questions about masters get answers. Part of readiness.
 * {@code OUT_OF_SERVICE} while it is not: the process may be well and only busy.
 */
final class StateHealth implements HealthIndicator {

  private final Pictures pictures;

  StateHealth(Pictures pictures) {
    this.pictures = pictures;
  }

  @Override
  public Health health() {
    return pictures
        .current()
        .map(picture ->
            Health.up()
                .withDetail("id", picture.view().myId())
                .withDetail("epoch", picture.view().currentEpoch())
                .withDetail("masters", picture.view().masters().size())
                .withDetail("tilt", picture.view().tiltForMillis() != null)
                .build())
        .orElseGet(
            () -> Health.outOfService().withDetail("reason", "the engine does not answer").build());
  }
}
