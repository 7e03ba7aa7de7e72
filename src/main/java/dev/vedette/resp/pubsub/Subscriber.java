package dev.vedette.resp.pubsub;

/**
 * Someone who listens. Both methods must return at once: a slow one would hold up the publisher.
 */
public interface Subscriber {

  /** A message on a channel that this one subscribed to, unless it has just stopped to. */
  void onMessage(String channel, PublishedMessage message);

  /**
   * A message on a channel that matches a pattern that this one subscribed to, unless it has just
   * stopped to.
   */
  void onPatternMessage(String pattern, PublishedMessage message);
}
