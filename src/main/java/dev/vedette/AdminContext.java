package dev.vedette;

import dev.vedette.engine.ProcessControl.AdminSide;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.ParentContextApplicationContextInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The admin side as a whole: a child of the engine context that starts after it on a thread of its
 * own. When it cannot start, or ends, the engine goes on without it, the log says why, and it is
 * tried again, every time a little later; when its port is taken, as soon as the port is free.
 */
final class AdminContext {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);
  private static final Duration PORT_PROBE = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(AdminContext.class);

  private final ApplicationContext engineContext;
  private final String[] arguments;
  private final Runnable afterStart;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("admin").unstarted(this::run);
  private volatile AdminSide state = new AdminSide(AdminSide.State.STARTING, "");
  private volatile @Nullable ConfigurableApplicationContext context;

  /** Only for the thread. */
  private @Nullable TakenPort takenPort;

  /**
   * @param engineContext its parent, whose beans it uses
   * @param arguments application properties of the command line
   * @param afterStart called once each time it is up
   */
  AdminContext(ApplicationContext engineContext, String[] arguments, Runnable afterStart) {
    this.engineContext = engineContext;
    this.arguments = arguments.clone();
    this.afterStart = afterStart;
  }

  /** Starts it in the background. */
  void start() {
    thread.start();
  }

  /** How it is. */
  AdminSide state() {
    return state;
  }

  /** Ends it, or gives up waiting for its end after 2 seconds. */
  void stop() {
    stopping.countDown();
    Thread closing = Thread.ofPlatform().daemon().name("admin-stop").start(this::close);
    try {
      if (!closing.join(STOP_LIMIT)) {
        LOG.warn("The admin side does not end in time; going on without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close() {
    ConfigurableApplicationContext present = context;
    if (present != null) {
      present.close();
    }
  }

  private void run() {
    Logging.takeOverJavaUtilLogging();
    Duration pause = FIRST_RETRY;
    while (stopping.getCount() > 0) {
      CountDownLatch ended = new CountDownLatch(1);
      if (attempt(ended)) {
        pause = FIRST_RETRY;
        awaitEnd(ended);
      }
      if (stopping.getCount() > 0) {
        waitToTryAgain(pause);
        pause =
            pause.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : pause.multipliedBy(2);
      }
    }
  }

  /** Starting takes seconds of computing, which is not to be done in vain. */
  private void waitToTryAgain(Duration pause) {
    TakenPort taken = takenPort;
    if (taken == null) {
      LOG.warn("The admin side is started again in {} s", pause.toSeconds());
      waitFor(pause);
      return;
    }
    LOG.warn("The admin side is started again once port {} is free", taken.number());
    String address = engineContext.getEnvironment().getProperty("server.address");
    waitFor(pause);
    while (stopping.getCount() > 0 && !taken.isFree(address)) {
      waitFor(PORT_PROBE);
    }
  }

  private boolean attempt(CountDownLatch ended) {
    state = new AdminSide(AdminSide.State.STARTING, "");
    AdminFailures.forget();
    takenPort = null;
    try {
      ConfigurableApplicationContext started = application(ended).run(arguments);
      context = started;
      String address = address(started);
      state = new AdminSide(AdminSide.State.UP, address);
      LOG.info("The admin side is up at {}", address);
      afterStart.run();
      return true;
    } catch (RuntimeException | Error e) {
      String reason = AdminFailures.reason(e);
      takenPort = TakenPort.of(e);
      state = new AdminSide(AdminSide.State.DOWN, reason);
      LOG.error(
          "The admin side (REST, metrics, journal) cannot start; watching, voting and failover go on"
              + " without it. {}",
          reason);
      LOG.debug("Why the admin side cannot start", e);
      return false;
    }
  }

  private SpringApplication application(CountDownLatch ended) {
    SpringApplication application = new SpringApplication(AdminApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.addInitializers(new ParentContextApplicationContextInitializer(engineContext));
    application.addListeners(
        (ApplicationListener<ContextClosedEvent>)
            event -> {
              if (engineContext.equals(event.getApplicationContext().getParent())) {
                ended.countDown();
              }
            });
    return application;
  }

  private void awaitEnd(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    context = null;
    if (stopping.getCount() > 0) {
      state = new AdminSide(AdminSide.State.DOWN, "its context was closed");
      LOG.error("The admin side has ended. Watching, voting and failover go on without it");
    }
  }

  private void waitFor(Duration pause) {
    try {
      boolean _ = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String address(ConfigurableApplicationContext context) {
    String port = context.getEnvironment().getProperty("local.server.port", "?");
    boolean tls = context.getEnvironment().containsProperty("server.ssl.bundle");
    String host = context.getEnvironment().getProperty("server.address", "localhost");
    return (tls ? "https://" : "http://") + host + ":" + port;
  }
}
