package dev.vedette.notify;

import dev.vedette.notify.alert.Findings;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.delivery.DeliveryObserver;
import dev.vedette.notify.delivery.NotifyClock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when telling does not work: through the channels that are not concerned, once an hour for
 * each channel and kind of trouble. Trouble with such a message is only logged. Counts as well.
 * Thread-safe.
 */
final class SelfAlerts implements DeliveryObserver {

  private static final Logger log = LoggerFactory.getLogger(SelfAlerts.class);

  /** The route of these messages; no configured route can have this name. */
  static final String ROUTE = "@self";

  private static final long INTERVAL_MILLIS = 3_600_000;

  /** Sends a finding through channels. */
  interface Teller {
    void tell(String finding, String payload, List<String> channels);
  }

  /** Knows the channels for such messages, without the one that is concerned. */
  interface Others {
    List<String> except(@Nullable String channel);
  }

  private final NotifyCounters counters;
  private final NotifyClock clock;
  private final Others others;
  private final BiConsumer<String, String> disable;
  private final Map<String, Long> told = new ConcurrentHashMap<>();
  private final AtomicLong lostBefore = new AtomicLong();
  private volatile Teller teller = (finding, payload, channels) -> {};

  /**
   * Silent until there is a teller.
   *
   * @param disable disables a channel, for a reason
   */
  SelfAlerts(
      NotifyCounters counters,
      NotifyClock clock,
      Others others,
      BiConsumer<String, String> disable) {
    this.counters = counters;
    this.clock = clock;
    this.others = others;
    this.disable = disable;
  }

  void tellWith(Teller value) {
    teller = value;
  }

  @Override
  public void attempted(String channel, AttemptOutcome outcome, long tookMillis) {
    counters.attempt(channel, outcome, tookMillis);
  }

  @Override
  public void dead(String channel, Notification notification, String error) {
    counters.dead(channel);
    if (!notification.route().equals(ROUTE)) {
      tell(
          Findings.DEAD_LETTER,
          channel,
          "channel=%s error=%s what=%s".formatted(channel, error, notification.summary()));
    }
  }

  @Override
  public void dropped(String channel, int count) {
    counters.dropped(channel, count);
    tell(Findings.QUEUE_FULL, channel, "channel=%s dropped=%d".formatted(channel, count));
  }

  @Override
  public void gone(String channel, String reason) {
    disable.accept(channel, reason);
    tell(Findings.CHANNEL_DISABLED, channel, "channel=%s reason=%s".formatted(channel, reason));
  }

  @Override
  public void notStored(String error) {
    tell(Findings.NOT_STORED, null, error);
  }

  /** Looks at the number of events lost so far. */
  void eventsLost(long total) {
    long before = lostBefore.getAndSet(total);
    if (total > before) {
      tell(Findings.EVENTS_LOST, null, "lost=" + total);
    }
  }

  private void tell(String finding, @Nullable String channel, String payload) {
    long now = clock.monotonicMillis();
    String key = finding + "/" + Objects.requireNonNullElse(channel, "");
    boolean[] first = {false};
    told.compute(
        key,
        (ignored, last) -> {
          first[0] = last == null || now - last >= INTERVAL_MILLIS;
          return first[0] ? Long.valueOf(now) : last;
        });
    if (first[0]) {
      List<String> channels = others.except(channel);
      log.error("{} {} (told through {})", finding, payload, channels);
      if (!channels.isEmpty()) {
        teller.tell(finding, payload, channels);
      }
    }
  }
}
