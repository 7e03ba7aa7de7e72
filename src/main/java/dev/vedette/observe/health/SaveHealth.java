package dev.vedette.observe.health;

import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineStatus.SaveStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the state can be written. While it cannot, no vote is given. */
final class SaveHealth implements HealthIndicator {

  private final Engine engine;

  SaveHealth(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Health health() {
    SaveStatus save = engine.status().save();
    Health.Builder health =
        save.failure() == null
            ? Health.up()
            : Health.status(Statuses.DEGRADED)
                .withDetail("reason", save.failure())
                .withDetail("votes", "withheld until the state can be saved");
    if (save.lastSaved() != null) {
      health.withDetail("lastSaved", save.lastSaved());
    }
    return health.withDetail("saves", save.saves()).withDetail("failures", save.failures()).build();
  }
}
