package dev.vedette.observe.health;

import dev.vedette.notify.Notifications;
import dev.vedette.notify.NotifyStatus;
import dev.vedette.notify.NotifyStatus.ChannelStatus;
import dev.vedette.notify.delivery.DeliveryState;
import dev.vedette.notify.delivery.DeliveryStore.Tally;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether what is to be told survives a restart, and whether every channel is used. */
final class NotificationHealth implements HealthIndicator {

  private final Notifications notifications;

  NotificationHealth(Notifications notifications) {
    this.notifications = notifications;
  }

  @Override
  public Health health() {
    NotifyStatus status = notifications.status();
    Map<String, String> disabled = new TreeMap<>();
    for (ChannelStatus channel : status.channels()) {
      if (!channel.disabledBecause().isEmpty()) {
        disabled.put(channel.name(), channel.disabledBecause());
      }
    }
    Health.Builder health =
        status.durable() && disabled.isEmpty() ? Health.up() : Health.status(Statuses.DEGRADED);
    if (!status.durable()) {
      health.withDetail("reason", "the queue is in memory only and does not survive a restart");
    }
    if (!disabled.isEmpty()) {
      health.withDetail("disabledChannels", disabled);
    }
    return health
        .withDetail("channels", status.channels().stream().map(ChannelStatus::name).toList())
        .withDetail("waiting", count(status, DeliveryState.WAITING))
        .withDetail("dead", count(status, DeliveryState.DEAD))
        .build();
  }

  private static long count(NotifyStatus status, DeliveryState state) {
    return status.queue().stream()
        .filter(tally -> tally.state() == state)
        .mapToLong(Tally::count)
        .sum();
  }
}
