package dev.vedette.notify.channel;

import org.jspecify.annotations.Nullable;

/**
 * A way to tell somebody. Several deliveries may be made at the same time, each on a thread of its
 * own, but never two about the same master, unless the first has not heeded its time limit.
 */
public interface Channel {

  /** Its name, as routes use it. */
  String name();

  /** Its kind, such as {@code webhook}. */
  String type();

  /**
   * Tells it. Blocks as long as it takes; when the time limit of the channel is over, the thread is
   * interrupted. Whatever it throws counts as {@link DeliveryResult.Retry}.
   *
   * @param attempt what is to be told
   */
  DeliveryResult deliver(Attempt attempt) throws Exception;

  /**
   * What would be sent, for people who try out templates; sends nothing.
   *
   * @throws RuntimeException when it cannot be rendered
   */
  String preview(Notification notification);

  /** Where it leads, for people, without secrets. */
  String target();

  /** Gives back what it holds. */
  default void close() {}

  /**
   * One attempt of a delivery.
   *
   * @param notification what is to be told
   * @param number 1 for the first attempt
   * @param progress what the channel said about the part that is done already, null at first
   */
  record Attempt(Notification notification, int number, @Nullable String progress) {}
}
