package dev.vedette.notify;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.delivery.ActiveChannel;
import dev.vedette.notify.delivery.Delivery;
import dev.vedette.notify.delivery.DeliveryFilter;
import dev.vedette.notify.delivery.Dispatcher.HistoryLimits;
import dev.vedette.notify.delivery.NotifyClock;
import dev.vedette.notify.delivery.QueueDatabase;
import dev.vedette.notify.delivery.RetryPlan;
import dev.vedette.notify.route.Fleet;
import dev.vedette.notify.route.Route;
import dev.vedette.notify.settings.NotifySettings;
import dev.vedette.notify.settings.SettingsCompiler;
import dev.vedette.sentinel.event.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** The notification side of one sentinel, with its own queue, threads and all. */
public final class Station implements AutoCloseable {

  /** Attempts again soon. */
  public static final RetryPlan SOON = new RetryPlan(20, 1, 20, 0, 0, 86_400_000, 5_000);

  private final Notifications notifications;
  private final QueueDatabase database;
  private long sequence;
  private Instant last = Instant.EPOCH;

  /** Opens the queue and begins to deliver. */
  public Station(Path queue, Fleet fleet, List<Route> routes, Map<String, ActiveChannel> channels) {
    this(queue, fleet, routes, channels, NotifyClock.SYSTEM);
  }

  /** With a clock of its own. */
  public Station(
      Path queue,
      Fleet fleet,
      List<Route> routes,
      Map<String, ActiveChannel> channels,
      NotifyClock clock) {
    NotifySettings settings =
        new NotifySettings(routes, channels, List.copyOf(channels.keySet()), HistoryLimits.DEFAULT);
    SettingsCompiler compiler =
        new SettingsCompiler(new DefaultSslBundleRegistry(), () -> null, List.of());
    database = QueueDatabase.openOrRemember(queue);
    notifications =
        new Notifications(
            database,
            new Fleets() {
              @Override
              public String myId() {
                return fleet.myId();
              }

              @Override
              public Fleet of(String master) {
                return fleet;
              }
            },
            settings,
            compiler,
            () -> settings,
            clock);
    notifications.startWithoutEngine();
  }

  /** A channel with a plan that attempts again soon. */
  public static Map<String, ActiveChannel> channels(Channel... channels) {
    Map<String, ActiveChannel> active = new LinkedHashMap<>();
    for (Channel channel : channels) {
      active.put(channel.name(), new ActiveChannel(channel, SOON, 4, 10_000));
    }
    return active;
  }

  /** The engine publishes an event. */
  public void happens(Event event) {
    last = Instant.now();
    notifications.listener().onEvent(new PublishedEvent(++sequence, last, event));
  }

  /** When the last event happened. */
  public long lastTimeMillis() {
    return last.toEpochMilli();
  }

  /** The file of the queue. */
  public QueueDatabase database() {
    return database;
  }

  /** All of it. */
  public Notifications notifications() {
    return notifications;
  }

  /** Deliveries, oldest first. */
  public List<Delivery> deliveries(DeliveryFilter filter) {
    return notifications.list(filter, Long.MAX_VALUE, 100_000).reversed();
  }

  @Override
  public void close() {
    notifications.close();
  }
}
