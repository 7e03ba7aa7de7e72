package dev.vedette.observe.health;

import dev.vedette.observe.Picture;
import dev.vedette.observe.Pictures;
import dev.vedette.observe.SetAsideLines;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the state is loaded, so that questions about masters get answers. Part of readiness.
 * {@code OUT_OF_SERVICE} while it is not: the process may be well and only busy. {@code DEGRADED}
 * when some of it could not be read, or when another process uses our id.
 */
final class StateHealth implements HealthIndicator {

  private static final int MAX_LISTED = 20;

  private final Pictures pictures;
  private final List<String> setAside;

  StateHealth(Pictures pictures, SetAsideLines setAside) {
    this.pictures = pictures;
    this.setAside = setAside.descriptions().stream().limit(MAX_LISTED).toList();
  }

  @Override
  public Health health() {
    return pictures
        .current()
        .map(picture -> of(picture, setAside))
        .orElseGet(
            () -> Health.outOfService().withDetail("reason", "the engine does not answer").build());
  }

  static Health of(Picture picture, List<String> setAside) {
    List<String> problems = new ArrayList<>();
    String idUsedAt = picture.view().idUsedAt();
    if (idUsedAt != null) {
      problems.add(
          "another process uses our id at " + idUsedAt + ": we do not stand as a candidate");
    }
    setAside.forEach(line -> problems.add("set aside, because it cannot be read: " + line));
    Health.Builder health = Health.up();
    if (!problems.isEmpty()) {
      health.status(Statuses.DEGRADED).withDetail("problems", problems);
    }
    return health
        .withDetail("id", picture.view().myId())
        .withDetail("epoch", picture.view().currentEpoch())
        .withDetail("masters", picture.view().masters().size())
        .withDetail("tilt", picture.view().tiltForMillis() != null)
        .build();
  }
}
