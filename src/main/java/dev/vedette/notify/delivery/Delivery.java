package dev.vedette.notify.delivery;

import dev.vedette.notify.channel.Notification;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a channel. All times are wall times in milliseconds.
 *
 * @param seq its place in the queue, unique, counting up
 * @param channel name of the channel
 * @param notification what is to be told
 * @param state where it stands
 * @param attempts how often it was attempted
 * @param dueMillis when its next attempt is due
 * @param error why the last attempt failed, null for none
 * @param progress what the channel said about the part that is done, null for none
 * @param finishedMillis when it was over, null while it is not
 */
public record Delivery(
    long seq,
    String channel,
    Notification notification,
    DeliveryState state,
    int attempts,
    long dueMillis,
    @Nullable String error,
    @Nullable String progress,
    @Nullable Long finishedMillis) {

  /** Deliveries of one lane are attempted one after the other, in their order. */
  public Lane lane() {
    return new Lane(channel, laneMaster(notification));
  }

  static String laneMaster(Notification notification) {
    String master = notification.master();
    return master == null ? "" : master;
  }

  /**
   * What is kept in order.
   *
   * @param channel name of the channel
   * @param master name of the master, empty for what is about none or several
   */
  public record Lane(String channel, String master) {}
}
