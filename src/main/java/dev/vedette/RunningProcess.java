package dev.vedette;

import dev.vedette.engine.ProcessControl;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** This process: what ends it, and in which order. */
final class RunningProcess implements ProcessControl {

  /** A stop takes no longer than this, whatever hangs. */
  static final Duration STOP_LIMIT = Duration.ofMillis(4_800);

  private static final Logger LOG = LoggerFactory.getLogger(RunningProcess.class);

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicBoolean exiting = new AtomicBoolean();
  private volatile @Nullable AdminContext admin;
  private volatile @Nullable ConfigurableApplicationContext engineContext;

  /** Stops everything in order when the virtual machine ends, for whatever reason. */
  void stopWithTheMachine() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
  }

  void engineContext(ConfigurableApplicationContext context) {
    engineContext = context;
  }

  void admin(AdminContext context) {
    admin = context;
  }

  @Override
  public void shutdown() {
    exit(0);
  }

  /** An orderly end with that exit code; returns at once. */
  void exit(int exitCode) {
    if (exiting.compareAndSet(false, true)) {
      Thread.ofPlatform().name("exit").start(() -> System.exit(exitCode));
    }
  }

  @Override
  public void halt(int exitCode) {
    try {
      Logging.flush();
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  @Override
  public AdminSide adminSide() {
    AdminContext present = admin;
    return present == null
        ? new AdminSide(AdminSide.State.OFF, "switched off by vedette.admin.enabled=false")
        : present.state();
  }

  /** Ends the admin side and the engine, in this order. The second call does nothing. */
  void stop() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    Thread limit =
        Thread.ofPlatform().daemon().name("stop-limit").start(this::haltWhenItTakesTooLong);
    AdminContext adminSide = admin;
    if (adminSide != null) {
      adminSide.stop();
    }
    ConfigurableApplicationContext context = engineContext;
    if (context != null) {
      context.close();
      LOG.warn("Vedette is ready to exit, bye bye");
    }
    Logging.flush();
    limit.interrupt();
  }

  private void haltWhenItTakesTooLong() {
    try {
      Thread.sleep(STOP_LIMIT);
    } catch (InterruptedException e) {
      // Everything has stopped in time.
      return;
    }
    LOG.error("Not everything could be stopped in {} ms; ending anyway", STOP_LIMIT.toMillis());
    halt(1);
  }
}
