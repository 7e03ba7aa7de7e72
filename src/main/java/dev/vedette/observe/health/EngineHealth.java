package dev.vedette.observe.health;

import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineStatus;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the engine's loop turns. Part of liveness: an engine that hangs needs a restart. */
final class EngineHealth implements HealthIndicator {

  /**
   * An idle loop comes around every second. A long turn, such as a write to a slow disk, is no
   * reason to be killed.
   */
  static final Duration LONGEST_TURN = Duration.ofSeconds(30);

  private final Engine engine;

  EngineHealth(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Health health() {
    EngineStatus status = engine.status();
    boolean turns = status.running() && status.sinceHeartbeatMillis() < LONGEST_TURN.toMillis();
    return (turns ? Health.up() : Health.down())
        .withDetail("running", status.running())
        .withDetail("sinceHeartbeatMillis", status.sinceHeartbeatMillis())
        .withDetail("turns", status.turns())
        .withDetail("inboxDepth", status.inboxDepth())
        .withDetail("failedInputs", status.failedInputs())
        .build();
  }
}
