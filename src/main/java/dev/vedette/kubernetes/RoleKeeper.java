package dev.vedette.kubernetes;

import dev.vedette.engine.Engine;
import dev.vedette.engine.EventListener;
import dev.vedette.engine.PublishedEvent;
import dev.vedette.kubernetes.KubernetesStatus.OfMaster;
import dev.vedette.sentinel.view.SentinelView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps labels and EndpointSlices as the sentinels have agreed, on a thread of its own: at once
 * when a master moves, soon after other events, and every resync period. When the API server does
 * not answer, it is asked again after 1 s, then 2 s, 4 s, up to the resync period.
 *
 * <p>The engine only hands it events, which never waits.
 */
public final class RoleKeeper implements AutoCloseable {

  private static final Duration VIEW_LIMIT = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(RoleKeeper.class);

  private final Engine engine;
  private final KubernetesSettings settings;
  private final Supplier<ClusterApi> connect;
  private final Counters counters = new Counters();
  private final Map<String, WriteRule> rules = new HashMap<>();
  private final WakeUp wakeUp = new WakeUp();
  private final EventListener listener = this::hear;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("kubernetes").unstarted(this::run);
  private volatile boolean closing;
  private volatile Map<String, OfMaster> masters = Map.of();
  private volatile @Nullable Instant lastSuccess;
  private volatile @Nullable String failure;

  private RoleKeeper(Engine engine, KubernetesSettings settings, Supplier<ClusterApi> connect) {
    this.engine = engine;
    this.settings = settings;
    this.connect = connect;
  }

  /** Starts to keep what those settings say. */
  public static RoleKeeper start(Engine engine, KubernetesSettings settings) {
    return start(
        engine,
        settings,
        () -> Fabric8Cluster.connect(settings.apiUrl(), settings.requestTimeout()));
  }

  static RoleKeeper start(
      Engine engine, KubernetesSettings settings, Supplier<ClusterApi> connect) {
    RoleKeeper keeper = new RoleKeeper(engine, settings, connect);
    engine.addListener(keeper.listener);
    keeper.thread.start();
    return keeper;
  }

  /** How it goes. Never waits. */
  public KubernetesStatus status() {
    return new KubernetesStatus(
        lastSuccess,
        failure,
        masters,
        counters.requests(),
        counters.updates(),
        counters.driftCorrections());
  }

  /** Ends it; gives up waiting for the API server after a second. What is written stays. */
  @Override
  public void close() {
    closing = true;
    engine.removeListener(listener);
    thread.interrupt();
    try {
      if (!thread.join(STOP_LIMIT)) {
        LOG.warn("The Kubernetes API server holds up a request; going on without its answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On the engine's thread. */
  private void hear(PublishedEvent published) {
    switch (published.event().type()) {
      case PROMOTED_SLAVE, SWITCH_MASTER, CONFIG_UPDATE_FROM -> wakeUp.atOnce();
      case MONITOR, RESET_MASTER, SLAVE, REBOOT, CONVERT_TO_SLAVE, SDOWN_CLEARED, SENTINEL ->
          wakeUp.soon();
      default -> {}
    }
  }

  private void run() {
    ClusterApi api = null;
    Duration pause = Duration.ZERO;
    Duration retry = FIRST_RETRY;
    while (!closing && wakeUp.await(pause)) {
      try {
        api = api == null ? new CountingApi(connect.get(), counters) : api;
        pass(api);
        pause = settings.resyncPeriod();
        retry = FIRST_RETRY;
      } catch (RuntimeException | LinkageError e) {
        failed(e);
        pause = shorter(retry, settings.resyncPeriod());
        retry = shorter(retry.multipliedBy(2), settings.resyncPeriod());
      }
    }
    if (api != null) {
      api.close();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void pass(ClusterApi api) {
    SentinelView view = view();
    List<Group> groups =
        view.masters().stream().map(master -> Group.of(master, view.myId())).toList();
    rules.keySet().retainAll(groups.stream().map(Group::name).toList());
    Pass pass =
        new Pass(
            api, settings, HostAddresses.SYSTEM, counters, this::rule, System::nanoTime, groups);
    Map<String, OfMaster> found = new LinkedHashMap<>();
    for (Group group : groups) {
      found.put(group.name(), new OfMaster(Pass.INCOMPLETE, group.epoch(), List.of()));
    }
    try {
      for (Group group : groups) {
        found.put(group.name(), pass.tend(group));
      }
    } finally {
      if (!closing) {
        tell(found);
      }
      masters = Map.copyOf(found);
    }
    if (failure != null) {
      LOG.info("The Kubernetes API server can be asked again");
    }
    failure = null;
    lastSuccess = Instant.now();
  }

  private WriteRule rule(String master) {
    return rules.computeIfAbsent(master, name -> new WriteRule(settings.resyncPeriod()));
  }

  private SentinelView view() {
    try {
      return engine
          .read(sentinel -> sentinel.view(engine.nowMillis()))
          .get(VIEW_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the engine does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void failed(Throwable e) {
    String reason =
        e instanceof ApiException || e instanceof IllegalStateException
            ? String.valueOf(e.getMessage())
            : e.toString();
    if (!closing && !reason.equals(failure)) {
      LOG.warn("Labels and EndpointSlices cannot be kept now; failovers go on. {}", reason);
      LOG.debug("Why they cannot be kept", e);
    }
    failure = reason;
  }

  /** One line for each master whose state has changed. */
  private void tell(Map<String, OfMaster> found) {
    found.forEach((name, now) -> {
      OfMaster before = masters.get(name);
      if (now.problems().isEmpty()) {
        if (before == null || !before.state().equals(now.state())) {
          LOG.info("Kubernetes master={} state={} epoch={}", name, now.state(), now.epoch());
        }
      } else if (before == null || !before.problems().equals(now.problems())) {
        LOG.warn("Kubernetes master={} state={} problems={}", name, now.state(), now.problems());
      }
    });
  }
}
