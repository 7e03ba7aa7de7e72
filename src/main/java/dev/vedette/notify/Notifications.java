package dev.vedette.notify;

import dev.vedette.engine.Engine;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.channel.Samples;
import dev.vedette.notify.delivery.ActiveChannel;
import dev.vedette.notify.delivery.Delivery;
import dev.vedette.notify.delivery.DeliveryFilter;
import dev.vedette.notify.delivery.DeliveryStore;
import dev.vedette.notify.delivery.Dispatcher;
import dev.vedette.notify.delivery.NotifyClock;
import dev.vedette.notify.delivery.QueueDatabase;
import dev.vedette.notify.delivery.RoutingStore;
import dev.vedette.notify.route.Route;
import dev.vedette.notify.settings.NotifySettings;
import dev.vedette.notify.settings.SettingsCompiler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notifications as a whole, for REST, actuator and metrics. Methods that read or change the queue
 * throw {@link DataAccessException} when its file cannot be used. Thread-safe.
 */
public final class Notifications implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Notifications.class);

  /** The route of test messages; no configured route can have this name. */
  public static final String TEST_ROUTE = "@test";

  private final QueueDatabase database;
  private final SettingsCompiler compiler;
  private final Supplier<NotifySettings> reader;
  private final NotifyClock clock;
  private final Fleets fleets;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("notify-", 0).factory());
  private final NotifyCounters counters = new NotifyCounters();
  private final DeliveryStore deliveries;
  private final QueueTally tally;
  private final RoutingStore routing;
  private final LiveChannels channels;
  private final Dispatcher dispatcher;
  private final NotificationPipeline pipeline;
  private final SilenceBook silences;
  private volatile NotifySettings settings;
  private volatile Runnable stopListening = () -> {};

  /**
   * Notifications that do nothing before {@link #start}.
   *
   * @param database the queue; closed with this
   * @param reader reads and checks the properties again, for {@link #reload}
   */
  public Notifications(
      QueueDatabase database,
      Fleets fleets,
      NotifySettings settings,
      SettingsCompiler compiler,
      Supplier<NotifySettings> reader,
      NotifyClock clock) {
    this.database = database;
    this.fleets = fleets;
    this.settings = settings;
    this.compiler = compiler;
    this.reader = reader;
    this.clock = clock;
    JsonMapper json = JsonMapper.builder().build();
    this.deliveries = new DeliveryStore(database, json);
    this.tally = new QueueTally(deliveries::tally);
    this.routing = new RoutingStore(database, deliveries, json);
    this.channels = new LiveChannels(routing, clock);
    SelfAlerts selfAlerts =
        new SelfAlerts(counters, clock, this::troubleChannelsWithout, channels::disable);
    this.dispatcher =
        new Dispatcher(
            deliveries,
            channels,
            selfAlerts,
            clock,
            executor,
            new SplittableRandom(),
            settings.history());
    this.silences = new SilenceBook(routing, clock);
    this.pipeline =
        new NotificationPipeline(
            fleets,
            routing,
            dispatcher,
            new EmergencyDelivery(channels, executor, counters),
            selfAlerts,
            silences,
            counters,
            clock);
    selfAlerts.tellWith(pipeline::tell);
    channels.replace(settings.channels());
    if (!database.isDurable()) {
      selfAlerts.notStored("the queue is in memory only");
    }
  }

  private List<String> troubleChannelsWithout(@org.jspecify.annotations.Nullable String concerned) {
    return settings.troubleChannels().stream().filter(name -> !name.equals(concerned)).toList();
  }

  /** Begins to listen and to deliver: first to what this process has missed. */
  public void start(Engine engine) {
    startWithoutEngine();
    engine.addListener(pipeline, pipeline.lastSequence());
    stopListening = () -> engine.removeListener(pipeline);
  }

  /** Begins to deliver; events come through {@link #listener}. */
  void startWithoutEngine() {
    pipeline.start(settings.routes());
    dispatcher.start();
  }

  /** What hears events. */
  public NotificationPipeline listener() {
    return pipeline;
  }

  /** Deliveries, newest first, those before a number of the queue. */
  public List<Delivery> list(DeliveryFilter filter, long beforeSeq, int limit) {
    return deliveries.list(filter, beforeSeq, limit);
  }

  /** One delivery. */
  public Optional<Delivery> find(long seq) {
    return deliveries.find(seq);
  }

  /** Cancels a delivery that waits or is being attempted; false when there is none. */
  public boolean cancel(long seq) {
    return dispatcher.cancel(seq);
  }

  /** Cancels all deliveries that wait and are meant. */
  public int cancelAll(DeliveryFilter filter) {
    return dispatcher.cancelAll(filter);
  }

  /**
   * Attempts a delivery at once, from the beginning: one that waits, or was given up, dropped or
   * cancelled. One that was delivered stays as it is.
   */
  public Optional<Delivery> replay(long seq) {
    Optional<Delivery> delivery = deliveries.replay(seq, clock.wallMillis());
    dispatcher.wake();
    return delivery;
  }

  /** The same for all that were given up, dropped or cancelled, and are meant. */
  public int replayAll(DeliveryFilter filter) {
    int count = deliveries.replayAll(filter, clock.wallMillis());
    dispatcher.wake();
    return count;
  }

  /** What a channel would send for a made-up failover. Empty when there is no such channel. */
  public Optional<String> preview(String channel) {
    return channels.find(channel).map(active -> active.channel().preview(Samples.notification()));
  }

  /** Sends a test message through the queue. */
  public List<Delivery> test(List<String> names, String comment) {
    long now = clock.wallMillis();
    Notification message =
        Samples.test(UUID.randomUUID().toString(), TEST_ROUTE, fleets.myId(), comment, now);
    List<Delivery> stored =
        deliveries.add(
            names.stream().map(name -> new DeliveryStore.Outgoing(name, message)).toList(), now);
    dispatcher.offer(stored);
    return stored;
  }

  /** The silences. */
  public SilenceBook silences() {
    return silences;
  }

  /** The routes in use, in their order. */
  public List<Route> routes() {
    return settings.routes();
  }

  /** What was counted. */
  public NotifyCounters counters() {
    return counters;
  }

  /** The channels in use, by name. */
  public List<NotifyStatus.ChannelStatus> channels() {
    return channels.all().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> status(entry.getKey(), entry.getValue()))
        .toList();
  }

  private NotifyStatus.ChannelStatus status(String name, ActiveChannel active) {
    return new NotifyStatus.ChannelStatus(
        name,
        active.channel().type(),
        active.channel().target(),
        channels.disabledBecause(name).orElse(""),
        active.plan().timeoutMillis(),
        active.plan().maxAttempts(),
        active.plan().maxAgeMillis(),
        active.maxQueued());
  }

  /**
   * How it is. Never waits for a slow disk: what the queue holds is counted at most once a second,
   * and while it cannot be counted this tells what it held before.
   */
  public NotifyStatus status() {
    return new NotifyStatus(database.isDurable(), channels(), tally.current());
  }

  /** Uses a disabled channel again; false when it was not disabled. */
  public boolean enable(String channel) {
    return channels.enable(channel);
  }

  /**
   * Reads the properties again and uses what they say from now on. Nothing that waits is lost:
   * routes and channels that keep their names keep what waits for them.
   *
   * @throws dev.vedette.notify.settings.InvalidNotifyPropertyException when one is wrong; nothing
   *     has changed then
   */
  public synchronized NotifySettings reload() {
    NotifySettings fresh = reader.get();
    Map<String, ActiveChannel> before = channels.replace(fresh.channels());
    settings = fresh;
    pipeline.reload(fresh.routes());
    dispatcher.wake();
    compiler.close(before);
    log.info(
        "Notifications read again: routes={} channels={}",
        fresh.routes().stream().map(Route::name).toList(),
        fresh.channels().keySet());
    return fresh;
  }

  /** Stores what was handed over, stops delivering, and closes the queue. */
  @Override
  public void close() {
    stopListening.run();
    pipeline.close();
    dispatcher.close();
    executor.shutdownNow();
    compiler.close(channels.all());
    database.close();
  }
}
