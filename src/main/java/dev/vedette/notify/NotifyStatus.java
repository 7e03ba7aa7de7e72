package dev.vedette.notify;

import dev.vedette.notify.delivery.DeliveryStore.Tally;
import java.util.List;

/**
 * How the pipeline is, for health, metrics and people.
 *
 * @param durable whether the queue is a file; when it could not be opened, it is only in memory
 * @param channels each of them
 * @param queue counts by channel and state; for {@code WAITING} with the age of the oldest
 */
public record NotifyStatus(boolean durable, List<ChannelStatus> channels, List<Tally> queue) {
  public NotifyStatus {
    channels = List.copyOf(channels);
    queue = List.copyOf(queue);
  }

  /**
   * A channel.
   *
   * @param name its name
   * @param type its kind
   * @param target where it leads, without secrets
   * @param disabledBecause why it is disabled, empty when it is not
   * @param timeoutMillis how long an attempt may take
   * @param maxAttempts how often a delivery is attempted, 0 for as often as its age allows
   * @param maxAgeMillis how old a message may be when an attempt begins, 0 for no bound
   * @param maxQueued how many deliveries may wait
   */
  public record ChannelStatus(
      String name,
      String type,
      String target,
      String disabledBecause,
      long timeoutMillis,
      int maxAttempts,
      long maxAgeMillis,
      int maxQueued) {}
}
