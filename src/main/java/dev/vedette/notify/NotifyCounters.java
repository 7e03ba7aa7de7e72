package dev.vedette.notify;

import dev.vedette.notify.delivery.DeliveryObserver.AttemptOutcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the pipeline counts, since the process started. Reading is cheap and never blocks; counters
 * only grow, so that they can feed a metrics registry as they are. Thread-safe.
 */
public final class NotifyCounters {

  /** What becomes of an alert that a route has taken. */
  public enum RouteOutcome {
    /** It went into a message of ours. */
    SENT,
    /** A silence covered it. */
    SILENCED,
    /** Another sentinel tells it. */
    OTHER_SENTINEL
  }

  /**
   * A counter of a route.
   *
   * @param route its name
   * @param outcome what became of the alert
   */
  public record RouteKey(String route, RouteOutcome outcome) {}

  /**
   * A counter of a channel.
   *
   * @param channel its name
   * @param outcome how the attempt ended
   */
  public record AttemptKey(String channel, AttemptOutcome outcome) {}

  private final LongAdder events = new LongAdder();
  private final LongAdder eventsLost = new LongAdder();
  private final LongAdder notStored = new LongAdder();
  private final LongAdder emergencyLost = new LongAdder();
  private final Map<RouteKey, LongAdder> routes = new ConcurrentHashMap<>();
  private final Map<AttemptKey, LongAdder> attempts = new ConcurrentHashMap<>();
  private final Map<AttemptKey, LongAdder> attemptMillis = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> dead = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

  void event() {
    events.increment();
  }

  void eventLost() {
    eventsLost.increment();
  }

  void notStored(int deliveries) {
    notStored.add(deliveries);
  }

  void lostInEmergency() {
    emergencyLost.increment();
  }

  void route(String route, RouteOutcome outcome, int count) {
    add(routes, new RouteKey(route, outcome), count);
  }

  void attempt(String channel, AttemptOutcome outcome, long tookMillis) {
    add(attempts, new AttemptKey(channel, outcome), 1);
    add(attemptMillis, new AttemptKey(channel, outcome), tookMillis);
  }

  void dead(String channel) {
    add(dead, channel, 1);
  }

  void dropped(String channel, int count) {
    add(dropped, channel, count);
  }

  private static <K> void add(Map<K, LongAdder> map, K key, long count) {
    map.computeIfAbsent(key, ignored -> new LongAdder()).add(count);
  }

  /** Events that were looked at. */
  public long events() {
    return events.sum();
  }

  /** Events that were lost, because too many waited to be looked at. */
  public long eventsLost() {
    return eventsLost.sum();
  }

  /** Deliveries that could not be stored, and were attempted once without that. */
  public long notStored() {
    return notStored.sum();
  }

  /** Deliveries that could neither be stored nor attempted. */
  public long emergencyLost() {
    return emergencyLost.sum();
  }

  /** Alerts by route and outcome. */
  public Map<RouteKey, Long> routes() {
    return sums(routes);
  }

  /** Attempts by channel and outcome. */
  public Map<AttemptKey, Long> attempts() {
    return sums(attempts);
  }

  /** Milliseconds spent in attempts, by channel and outcome. */
  public Map<AttemptKey, Long> attemptMillis() {
    return sums(attemptMillis);
  }

  /** Deliveries given up, by channel. */
  public Map<String, Long> dead() {
    return new TreeMap<>(sums(dead));
  }

  /** Deliveries that made room for newer ones, by channel. */
  public Map<String, Long> dropped() {
    return new TreeMap<>(sums(dropped));
  }

  private static <K> Map<K, Long> sums(Map<K, LongAdder> map) {
    Map<K, Long> sums = new ConcurrentHashMap<>();
    map.forEach((key, adder) -> sums.put(key, adder.sum()));
    return sums;
  }
}
