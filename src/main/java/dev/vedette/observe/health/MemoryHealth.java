package dev.vedette.observe.health;

import dev.vedette.engine.HeapMemory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether memory is short. A restart cures it only until the same is watched again. */
final class MemoryHealth implements HealthIndicator {

  private final HeapMemory memory;

  MemoryHealth(HeapMemory memory) {
    this.memory = memory;
  }

  @Override
  public Health health() {
    Health.Builder health =
        memory.isShort()
            ? Health.status(Statuses.DEGRADED)
                .withDetail("reason", "no new master and no new client is taken")
            : Health.up();
    return health
        .withDetail("liveBytes", memory.liveBytes())
        .withDetail("limitBytes", memory.limitBytes())
        .build();
  }
}
