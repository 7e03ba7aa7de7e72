package dev.vedette.notify;

import dev.vedette.engine.EventListener;
import dev.vedette.engine.PublishedEvent;
import dev.vedette.notify.NotifyCounters.RouteOutcome;
import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.OutageWatch;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.delivery.DeliveryStore.Outgoing;
import dev.vedette.notify.delivery.Dispatcher;
import dev.vedette.notify.delivery.NotifyClock;
import dev.vedette.notify.delivery.RoutingStore;
import dev.vedette.notify.route.Deliver;
import dev.vedette.notify.route.Fleet;
import dev.vedette.notify.route.FleetRule;
import dev.vedette.notify.route.Flush;
import dev.vedette.notify.route.Item;
import dev.vedette.notify.route.Route;
import dev.vedette.notify.route.RouteState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * From event to stored deliveries: takes events off the engine's hands, asks the routes, groups,
 * decides who of the fleet delivers, leaves out what is silenced, and stores what is left.
 *
 * <p>The engine never waits: {@link #onEvent} puts the event into a bounded queue, and counts it as
 * lost when that is full. Everything else happens on one thread of the pipeline's own.
 */
public final class NotificationPipeline implements EventListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NotificationPipeline.class);

  /** So many events may wait to be looked at. */
  public static final int HAND_OVER_CAPACITY = 16_384;

  private static final int BATCH = 512;
  private static final long LONGEST_SLEEP_MILLIS = 1_000;

  private final Fleets fleets;
  private final RoutingStore store;
  private final Dispatcher dispatcher;
  private final EmergencyDelivery emergency;
  private final SelfAlerts selfAlerts;
  private final SilenceBook silences;
  private final NotifyCounters counters;
  private final NotifyClock clock;

  private final Semaphore room = new Semaphore(HAND_OVER_CAPACITY);
  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("notify-pipeline").unstarted(this::work);
  private final String process;
  private volatile boolean closed;
  private volatile boolean idle;
  private volatile long lastSequence;

  // Only for the pipeline's thread:
  private final AlertSource source;
  private final OutageWatch outages = new OutageWatch();
  private final Map<String, RouteState> routes = new LinkedHashMap<>();
  private final Map<String, RouteState.Changes> unsaved = new LinkedHashMap<>();

  NotificationPipeline(
      Fleets fleets,
      RoutingStore store,
      Dispatcher dispatcher,
      EmergencyDelivery emergency,
      SelfAlerts selfAlerts,
      SilenceBook silences,
      NotifyCounters counters,
      NotifyClock clock) {
    this.fleets = fleets;
    this.store = store;
    this.dispatcher = dispatcher;
    this.emergency = emergency;
    this.selfAlerts = selfAlerts;
    this.silences = silences;
    this.counters = counters;
    this.clock = clock;
    long started = processStart(clock.wallMillis());
    this.process = ProcessHandle.current().pid() + "@" + started;
    this.source = new AlertSource(fleets.myId(), started);
    this.lastSequence = lastSequence(store, process);
  }

  private static long processStart(long otherwise) {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(Instant::toEpochMilli)
        .orElse(otherwise);
  }

  private static long lastSequence(RoutingStore store, String process) {
    try {
      return store.lastSequence(process);
    } catch (DataAccessException e) {
      return 0;
    }
  }

  /** Begins, with these routes and what they remember of a former process. */
  void start(List<Route> initial) {
    inbox.add(() -> begin(initial));
    thread.start();
  }

  void begin(List<Route> initial) {
    for (Route route : initial) {
      RouteState state = new RouteState(route);
      try {
        store.restore(state, clock.monotonicMillis());
      } catch (DataAccessException e) {
        selfAlerts.notStored(e.toString());
      }
      routes.put(route.name(), state);
    }
    forgetRemoved();
  }

  private void forgetRemoved() {
    try {
      for (String gone : store.keepOnly(List.copyOf(routes.keySet()))) {
        log.warn("Route {} is gone, and with it alerts that waited to be told", gone);
      }
    } catch (DataAccessException e) {
      selfAlerts.notStored(e.toString());
    }
  }

  /** The last event that this process has looked at before, 0 for none. */
  long lastSequence() {
    return lastSequence;
  }

  /** Uses other routes from now on; those that keep their name keep what they remember. */
  void reload(List<Route> changed) {
    inbox.add(() -> {
      Map<String, RouteState> former = new HashMap<>(routes);
      routes.clear();
      for (Route route : changed) {
        RouteState before = former.get(route.name());
        routes.put(
            route.name(), before == null ? new RouteState(route) : new RouteState(route, before));
      }
      forgetRemoved();
    });
  }

  @Override
  public void onEvent(PublishedEvent event) {
    if (closed || !room.tryAcquire()) {
      counters.eventLost();
      return;
    }
    inbox.add(() -> take(event));
  }

  /** Tells something about the pipeline itself through these channels. */
  void tell(String finding, String payload, List<String> channels) {
    inbox.add(() -> {
      Alert alert = source.finding(finding, payload, clock.wallMillis());
      Item item = new Item(alert, Item.Kind.EVENT, null, alert.timeMillis(), 0);
      Notification message = message(SelfAlerts.ROUTE, finding, List.of(item), 0, Deliver.EVERY);
      save(channels.stream().map(channel -> new Outgoing(channel, message)).toList());
    });
  }

  private void work() {
    while (!closed || !inbox.isEmpty()) {
      try {
        turn();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.error("The notification pipeline stumbled and goes on.", e);
      }
    }
  }

  /** Whether all that was handed over has been looked at, and stored. */
  public boolean isIdle() {
    return inbox.isEmpty() && idle;
  }

  /** Takes what waits, and does all that is due now. */
  private void turn() throws InterruptedException {
    long wait = Math.clamp(nextDeadline() - clock.monotonicMillis(), 0, LONGEST_SLEEP_MILLIS);
    idle = inbox.isEmpty();
    Runnable next = inbox.poll(closed ? 0 : wait, TimeUnit.MILLISECONDS);
    idle = false;
    for (int i = 0; next != null && i < BATCH; i++) {
      next.run();
      next = inbox.poll();
    }
    if (next != null) {
      next.run();
    }
    long now = clock.monotonicMillis();
    outages.due(now).forEach(odown -> offer(source.outage(odown, clock.wallMillis())));
    flush(now);
    selfAlerts.eventsLost(counters.eventsLost());
  }

  private void take(PublishedEvent published) {
    room.release();
    counters.event();
    lastSequence = published.sequence();
    outages.onEvent(published.event(), clock.monotonicMillis());
    offer(source.alert(published));
  }

  private void offer(Alert alert) {
    long now = clock.monotonicMillis();
    routes.values().forEach(route -> route.accept(alert, now));
  }

  private long nextDeadline() {
    return routes.values().stream()
        .mapToLong(RouteState::nextDeadline)
        .reduce(outages.nextDeadline(), Math::min);
  }

  private void flush(long now) {
    List<Outgoing> outgoing = new ArrayList<>();
    Map<String, Fleet> known = new HashMap<>();
    for (RouteState state : routes.values()) {
      Route route = state.route();
      for (Flush flush : state.due(now)) {
        message(route, flush, known)
            .ifPresent(message ->
                route.channels().forEach(name -> outgoing.add(new Outgoing(name, message))));
      }
      RouteState.Changes changes = state.takeChanges();
      if (!changes.isEmpty()) {
        unsaved.merge(route.name(), changes, RouteState.Changes::followedBy);
      }
    }
    // Routes may share a channel: what happened first is told first, whichever route tells it.
    outgoing.sort(
        Comparator.comparingLong(
            out -> out.notification().items().getFirst().alert().timeMillis()));
    if (!outgoing.isEmpty() || !unsaved.isEmpty()) {
      save(outgoing);
    }
  }

  private void save(List<Outgoing> outgoing) {
    try {
      dispatcher.offer(store.store(outgoing, unsaved, progress(), clock.wallMillis()));
      unsaved.clear();
    } catch (DataAccessException e) {
      if (!outgoing.isEmpty()) {
        emergency.attempt(outgoing);
      }
      selfAlerts.notStored(e.toString());
    }
  }

  private RoutingStore.Progress progress() {
    return new RoutingStore.Progress(process, lastSequence);
  }

  /** What is left of a flush after silences and the other sentinels; nothing if nothing is. */
  private Optional<Notification> message(Route route, Flush flush, Map<String, Fleet> known) {
    List<Item> mine = new ArrayList<>();
    for (Item item : flush.items()) {
      RouteOutcome outcome = outcome(route, item, known);
      counters.route(route.name(), outcome, 1);
      if (outcome == RouteOutcome.SENT) {
        mine.add(item);
      }
    }
    return mine.isEmpty()
        ? Optional.empty()
        : Optional.of(
            message(route.name(), flush.groupKey(), mine, flush.omitted(), route.deliver()));
  }

  private RouteOutcome outcome(Route route, Item item, Map<String, Fleet> known) {
    Alert alert = item.alert();
    if (silences.covers(alert)) {
      return RouteOutcome.SILENCED;
    }
    String master = alert.master();
    if (route.deliver() == Deliver.EVERY || master == null) {
      return RouteOutcome.SENT;
    }
    Fleet fleet = known.computeIfAbsent(master, fleets::of);
    return switch (FleetRule.decide(alert, route.deliver(), fleet)) {
      case MINE -> RouteOutcome.SENT;
      case LEADERS, PEERS -> RouteOutcome.OTHER_SENTINEL;
    };
  }

  private Notification message(
      String route, String groupKey, List<Item> items, int omitted, Deliver deliver) {
    return new Notification(
        Notification.idOf(route, items, deliver != Deliver.EVERY),
        route,
        groupKey,
        commonMaster(items),
        items,
        omitted,
        clock.wallMillis(),
        fleets.myId());
  }

  private static @Nullable String commonMaster(List<Item> items) {
    String first = items.getFirst().alert().master();
    return items.stream().allMatch(item -> Objects.equals(item.alert().master(), first))
        ? first
        : null;
  }

  /** Looks at what was handed over, stores what came of it, and stops. */
  @Override
  public void close() {
    closed = true;
    inbox.add(() -> {});
    try {
      if (thread.isAlive()) {
        thread.join(TimeUnit.SECONDS.toMillis(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
