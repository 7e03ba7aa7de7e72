package dev.vedette.resp.pubsub;

import java.util.Set;

/**
 * A message and those who listen to the channel or the pattern it is for.
 *
 * @param key the channel or the pattern
 * @param pattern whether {@code key} is a pattern
 * @param subscribers on all loops; changes with those who come and go
 */
record Delivery(
    PublishedMessage message, String key, boolean pattern, Set<Subscriber> subscribers) {

  void deliverTo(Subscriber subscriber) {
    if (pattern) {
      subscriber.onPatternMessage(key, message);
    } else {
      subscriber.onMessage(key, message);
    }
  }
}
