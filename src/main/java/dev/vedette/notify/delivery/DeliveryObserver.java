package dev.vedette.notify.delivery;

import dev.vedette.notify.channel.Notification;

/**
 * Hears what becomes of deliveries. Called on the dispatcher's thread, or on that of an attempt:
 * must return soon and not throw.
 */
public interface DeliveryObserver {

  /** An attempt has ended, after that many milliseconds. */
  void attempted(String channel, AttemptOutcome outcome, long tookMillis);

  /** A delivery was given up. */
  void dead(String channel, Notification notification, String error);

  /** The oldest deliveries of a channel had to make room. */
  void dropped(String channel, int count);

  /** A channel wants nothing any more. */
  void gone(String channel, String reason);

  /** The database refused. */
  void notStored(String error);

  /** How an attempt ended: also the label of its counter. */
  enum AttemptOutcome {
    DELIVERED,
    RETRY,
    REJECTED,
    GONE,
    TIMEOUT
  }
}
