package dev.vedette;

import dev.vedette.config.ConfigException;
import dev.vedette.config.LoadedConfiguration;
import dev.vedette.kubernetes.InvalidKubernetesPropertyException;
import dev.vedette.kubernetes.KubernetesCheck;
import dev.vedette.notify.settings.InvalidNotifyPropertyException;
import dev.vedette.notify.settings.StartCheck;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The program: {@code vedette [/path/to/sentinel.conf] [options]}. Starts the engine context first
 * and alone, then the admin context in the background.
 */
public final class Vedette {

  /** When true, the process ends with 0 as soon as everything is up, to train a start-up cache. */
  static final String EXIT_AFTER_START = "vedette.exit-after-start";

  /** When false, there is no admin side: no REST, no metrics, no journal, no notifications. */
  static final String ADMIN_ENABLED = "vedette.admin.enabled";

  private static final Logger LOG = LoggerFactory.getLogger(Vedette.class);

  private Vedette() {}

  /** Starts, and returns when the port answers; a mistake ends the process with 1. */
  public static void main(String[] args) {
    try {
      CommandLine line = CommandLine.parse(args);
      switch (line.wish()) {
        case HELP -> write(FileDescriptor.out, CommandLine.USAGE);
        case VERSION -> write(FileDescriptor.out, "Vedette " + version() + "\n");
        case RUN -> run(line);
      }
    } catch (ConfigException | StartException | IllegalArgumentException e) {
      if (Logging.isToFile()) {
        LOG.error("Vedette cannot start. {}", e.getMessage());
        Logging.flush();
      } else {
        Logging.flush();
        write(FileDescriptor.err, "Vedette cannot start. " + e.getMessage() + "\n");
      }
      System.exit(1);
    }
  }

  /** The version of this program, {@code development} when it does not run from a jar. */
  static String version() {
    String version = Vedette.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static void run(CommandLine line) {
    RunningProcess process = new RunningProcess();
    ProcessSignals.handle(process);
    process.stopWithTheMachine();
    run(line, process, () -> {});
  }

  /**
   * Starts the engine context, and the admin context in the background.
   *
   * @param process told of both, so that it can stop them
   * @param whenUp called once everything is up
   */
  static void run(CommandLine line, RunningProcess process, Runnable whenUp) {
    ConfigurableEnvironment environment = environment(line);
    LoadedConfiguration configuration = EngineContext.load(line, environment);
    checkNotifications(environment, configuration);
    checkKubernetes(environment, configuration);
    if (BackgroundProcess.isWanted(configuration.settings())) {
      configuration.stateFile().close();
      BackgroundProcess.launch();
      return;
    }
    LOG.info("Vedette {} is starting", version());
    String shortage =
        MemoryWatch.shortage(
            configuration.settings().state().masters().size(),
            environment.getProperty(ADMIN_ENABLED, Boolean.class, true),
            Runtime.getRuntime().maxMemory());
    if (shortage != null) {
      LOG.warn("{}", shortage);
    }
    GenericApplicationContext engine = EngineContext.start(configuration, environment, process);
    process.engineContext(engine);
    boolean exitAfterStart = environment.getProperty(EXIT_AFTER_START, Boolean.class, false);
    Runnable allUp = exitAfterStart ? () -> endTrained(process) : whenUp;
    if (environment.getProperty(ADMIN_ENABLED, Boolean.class, true)) {
      AdminContext admin = new AdminContext(engine, line.propertyWords(), allUp);
      process.admin(admin);
      admin.start();
    } else {
      allUp.run();
    }
  }

  /** The cache of a training run knows the code of a failover, too. */
  private static void endTrained(RunningProcess process) {
    LOG.info("Rehearsed {} failovers, ending as asked", new WarmUp().rehearse());
    process.shutdown();
  }

  /** A mistake there is told to the one who starts us, not found out during the next failover. */
  private static void checkNotifications(
      ConfigurableEnvironment environment, LoadedConfiguration configuration) {
    try {
      boolean wanted = new StartCheck(environment).run();
      if (wanted && !environment.getProperty(ADMIN_ENABLED, Boolean.class, true)) {
        LOG.warn("No notification will be sent: {} is false", ADMIN_ENABLED);
      }
    } catch (InvalidNotifyPropertyException e) {
      configuration.stateFile().close();
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void checkKubernetes(
      ConfigurableEnvironment environment, LoadedConfiguration configuration) {
    try {
      KubernetesCheck.run(environment);
    } catch (InvalidKubernetesPropertyException e) {
      configuration.stateFile().close();
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Properties of the command line, the system, environment variables and {@code application}
   * files, as Spring Boot orders them. The admin side reads the same places again on its own.
   */
  static ConfigurableEnvironment environment(CommandLine line) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new SimpleCommandLinePropertySource(line.propertyWords()));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    return environment;
  }

  private static void write(FileDescriptor target, String text) {
    PrintWriter writer =
        new PrintWriter(new FileOutputStream(target), true, StandardCharsets.UTF_8);
    writer.print(text);
    writer.flush();
  }
}
