package dev.vedette.resp.pubsub;

import dev.vedette.sentinel.settings.Glob;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who listens to which channel and pattern. Names are {@link dev.vedette.resp.codec.ByteText}. For
 * any number of threads.
 */
public final class Channels {
  private final Map<String, Set<Subscriber>> channels = new ConcurrentHashMap<>();
  private final Map<String, Set<Subscriber>> patterns = new ConcurrentHashMap<>();
  private final Map<EventLoop, LoopDelivery> loops = new ConcurrentHashMap<>();

  /** Delivers messages on {@code channel} from now on. */
  public void subscribe(String channel, Subscriber subscriber) {
    add(channels, channel, subscriber);
  }

  /** Delivers nothing on {@code channel} any more. */
  public void unsubscribe(String channel, Subscriber subscriber) {
    remove(channels, channel, subscriber);
  }

  /** Delivers messages on channels that match {@code pattern} from now on. */
  public void subscribePattern(String pattern, Subscriber subscriber) {
    add(patterns, pattern, subscriber);
  }

  /** Delivers nothing for {@code pattern} any more. */
  public void unsubscribePattern(String pattern, Subscriber subscriber) {
    remove(patterns, pattern, subscriber);
  }

  private static void add(Map<String, Set<Subscriber>> index, String key, Subscriber subscriber) {
    index.compute(
        key,
        (k, present) -> {
          Set<Subscriber> listeners = present == null ? ConcurrentHashMap.newKeySet() : present;
          listeners.add(subscriber);
          return listeners;
        });
  }

  private static void remove(
      Map<String, Set<Subscriber>> index, String key, Subscriber subscriber) {
    index.computeIfPresent(
        key,
        (k, listeners) -> {
          listeners.remove(subscriber);
          return listeners.isEmpty() ? null : listeners;
        });
  }

  /** Delivers on that loop from now on, too. */
  public void deliverOn(EventLoop loop) {
    loops.computeIfAbsent(loop, LoopDelivery::new);
  }

  /**
   * Hands a message to everyone who listens, channel subscribers first. Returns without waiting for
   * any of them.
   *
   * @return how many times it was handed over
   */
  public int publish(String channel, byte[] payload) {
    List<Delivery> deliveries = new ArrayList<>();
    Set<Subscriber> listeners = channels.get(channel);
    if (listeners != null) {
      PublishedMessage message = PublishedMessage.onChannel(channel, payload);
      deliveries.add(new Delivery(message, channel, false, listeners));
    }
    for (Map.Entry<String, Set<Subscriber>> entry : patterns.entrySet()) {
      String pattern = entry.getKey();
      if (new Glob(pattern).matches(channel)) {
        PublishedMessage message = PublishedMessage.onPattern(pattern, channel, payload);
        deliveries.add(new Delivery(message, pattern, true, entry.getValue()));
      }
    }
    if (!deliveries.isEmpty()) {
      loops.values().forEach(loop -> loop.take(deliveries));
    }
    return deliveries.stream().mapToInt(delivery -> delivery.subscribers().size()).sum();
  }

  /** Channels with a subscriber. */
  public int channelCount() {
    return channels.size();
  }

  /** Patterns with a subscriber. */
  public int patternCount() {
    return patterns.size();
  }
}
