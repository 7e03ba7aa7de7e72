package dev.vedette.observe.metrics;

import dev.vedette.notify.Notifications;
import dev.vedette.notify.NotifyCounters;
import dev.vedette.notify.NotifyCounters.AttemptKey;
import dev.vedette.notify.NotifyStatus;
import dev.vedette.notify.delivery.DeliveryObserver.AttemptOutcome;
import dev.vedette.notify.delivery.DeliveryState;
import dev.vedette.observe.Picture;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How notifications get on. Labels are names of channels and routes, which the configuration
 * bounds, and words of enumerations.
 */
final class NotificationMetrics implements MetricSource {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final Notifications notifications;

  NotificationMetrics(Notifications notifications) {
    this.notifications = notifications;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    NotifyStatus status = notifications.status();
    samples.flag(
        "vedette_notify_queue_durable",
        "1 while what waits survives a restart; 0 when the queue is in memory only.",
        status.durable());
    queue(status, samples);
    counters(notifications.counters(), status, samples);
  }

  private static void queue(NotifyStatus status, Samples samples) {
    Map<String, Long> waiting = new HashMap<>();
    Map<String, Long> oldest = new HashMap<>();
    Map<String, Long> dead = new HashMap<>();
    for (var tally : status.queue()) {
      if (tally.state() == DeliveryState.WAITING) {
        waiting.put(tally.channel(), tally.count());
        oldest.put(tally.channel(), tally.oldestMillis());
      } else if (tally.state() == DeliveryState.DEAD) {
        dead.put(tally.channel(), tally.count());
      }
    }
    long now = System.currentTimeMillis();
    for (NotifyStatus.ChannelStatus channel : status.channels()) {
      String name = channel.name();
      long since = oldest.getOrDefault(name, now);
      samples
          .flag(
              "vedette_notify_channel_enabled",
              "1 while a channel is used; 0 once its receiver has said that it wants no more.",
              channel.disabledBecause().isEmpty(),
              "channel",
              name,
              "type",
              channel.type())
          .gauge(
              "vedette_notify_queue_length",
              "Deliveries that wait.",
              waiting.getOrDefault(name, 0L),
              "channel",
              name)
          .gauge(
              "vedette_notify_queue_limit",
              "How many deliveries may wait; above it the oldest are dropped.",
              channel.maxQueued(),
              "channel",
              name)
          .gauge(
              "vedette_notify_queue_oldest_seconds",
              "How long the oldest delivery has waited, 0 when none waits.",
              Math.max(0, now - since) / MILLIS_PER_SECOND,
              "channel",
              name)
          .gauge(
              "vedette_notify_dead_letters",
              "Deliveries that were given up and are still kept.",
              dead.getOrDefault(name, 0L),
              "channel",
              name);
    }
  }

  private static void counters(NotifyCounters counters, NotifyStatus status, Samples samples) {
    samples
        .counter("vedette_notify_events", "Events that were looked at.", counters.events())
        .counter(
            "vedette_notify_lost_events",
            "Events that were lost because too many waited to be looked at.",
            counters.eventsLost())
        .counter(
            "vedette_notify_not_stored",
            "Deliveries that could not be stored and were attempted once without that.",
            counters.notStored())
        .counter(
            "vedette_notify_lost",
            "Deliveries that could neither be stored nor made.",
            counters.emergencyLost());
    counters
        .routes()
        .forEach((key, count) ->
            samples.counter(
                "vedette_notify_alerts",
                "Events that a route has taken, by what became of them.",
                count,
                "route",
                key.route(),
                "outcome",
                word(key.outcome())));
    Map<String, Long> givenUp = counters.dead();
    Map<String, Long> dropped = counters.dropped();
    for (NotifyStatus.ChannelStatus channel : status.channels()) {
      String name = channel.name();
      attempts(counters, name, samples);
      samples
          .counter(
              "vedette_notify_given_up",
              "Deliveries that were given up.",
              givenUp.getOrDefault(name, 0L),
              "channel",
              name)
          .counter(
              "vedette_notify_dropped",
              "Deliveries that had to make room for newer ones.",
              dropped.getOrDefault(name, 0L),
              "channel",
              name);
    }
  }

  private static void attempts(NotifyCounters counters, String channel, Samples samples) {
    Map<AttemptKey, Long> attempts = counters.attempts();
    Map<AttemptKey, Long> millis = counters.attemptMillis();
    for (AttemptOutcome outcome : AttemptOutcome.values()) {
      AttemptKey key = new AttemptKey(channel, outcome);
      String[] labels = {"channel", channel, "result", word(outcome)};
      samples
          .counter(
              "vedette_notify_attempts",
              "Attempts to deliver, by result.",
              attempts.getOrDefault(key, 0L),
              labels)
          .counter(
              "vedette_notify_attempt_seconds",
              "Time spent in attempts to deliver, by result.",
              millis.getOrDefault(key, 0L) / MILLIS_PER_SECOND,
              labels);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
