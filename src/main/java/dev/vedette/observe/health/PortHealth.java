package dev.vedette.observe.health;

import dev.vedette.resp.RespServer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the Sentinel port answers. Part of readiness: without it, clients are sent here in vain.
 */
final class PortHealth implements HealthIndicator {

  private final RespServer port;

  PortHealth(RespServer port) {
    this.port = port;
  }

  @Override
  public Health health() {
    Health.Builder health = port.isOpen() ? Health.up() : Health.down();
    if (port.port() > 0) {
      health.withDetail("port", port.port());
    }
    if (port.tlsPort() > 0) {
      health.withDetail("tlsPort", port.tlsPort());
    }
    return health.withDetail("clients", port.clientCount()).build();
  }
}
