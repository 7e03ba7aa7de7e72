package dev.vedette;

import dev.vedette.api.settings.ServiceDescription;
import dev.vedette.config.ConfigurationLoader;
import dev.vedette.config.DurableStateFile;
import dev.vedette.config.LinkTlsSettings;
import dev.vedette.config.LoadedConfiguration;
import dev.vedette.config.LoggingSettings;
import dev.vedette.config.PemFiles;
import dev.vedette.config.PemTls;
import dev.vedette.config.StateInUseException;
import dev.vedette.config.VedetteSettings;
import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineClock;
import dev.vedette.engine.HeapMemory;
import dev.vedette.engine.LogControl;
import dev.vedette.engine.ProcessControl;
import dev.vedette.journal.JournalHome;
import dev.vedette.link.LinkSettings;
import dev.vedette.link.LinkTls;
import dev.vedette.link.NettyLinks;
import dev.vedette.notify.QueueFile;
import dev.vedette.notify.script.ScriptProcess;
import dev.vedette.notify.script.ScriptQueue;
import dev.vedette.observe.SetAsideLines;
import dev.vedette.resp.RespServer;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.Timings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Builds the context that watches: settings, state, engine, links, scripts and the port. Its beans
 * are registered one by one and nothing is scanned or configured automatically, so that the port
 * answers soon; the admin context is its child.
 */
final class EngineContext {

  private EngineContext() {}

  /**
   * Starts to watch. On return the port answers.
   *
   * @param configuration what {@link #load} returned; its state file is closed at the end
   * @throws StartException when something that it names cannot be used, such as the port
   */
  static GenericApplicationContext start(
      LoadedConfiguration configuration,
      ConfigurableEnvironment environment,
      ProcessControl process) {
    try {
      logAs(configuration.settings().logging());
      GenericApplicationContext context = new GenericApplicationContext();
      context.setId("engine");
      context.setEnvironment(environment);
      register(context, configuration, process);
      context.refresh();
      return context;
    } catch (RuntimeException e) {
      configuration.stateFile().close();
      throw unwrapped(e);
    }
  }

  /**
   * Reads the configuration and opens the state file.
   *
   * @throws dev.vedette.config.ConfigException when the configuration cannot be used
   * @throws StartException when another process uses the state file
   */
  static LoadedConfiguration load(CommandLine line, ConfigurableEnvironment environment) {
    try {
      return ConfigurationLoader.load(line.configFile(), line.configLines(), environment);
    } catch (StateInUseException e) {
      logAs(e.logging());
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void register(
      GenericApplicationContext context,
      LoadedConfiguration configuration,
      ProcessControl process) {
    NettyLinks.followNameChangesAtOnce();
    VedetteSettings settings = configuration.settings();
    DurableStateFile stateFile = configuration.stateFile();
    EngineClock clock = EngineClock.system();
    Engine engine =
        new Engine(sentinel(settings.state(), clock), stateFile::save, clock, process::halt);
    NettyLinks links = new NettyLinks(engine, linkSettings(settings));
    ScriptQueue scripts =
        new ScriptQueue(
            ScriptProcess::launch,
            engine::publish,
            () -> timings(engine),
            settings.workingDirectory(),
            clock.monotonicMillis());
    LogControl log = new SavedLogLevel(new Logging(), stateFile);
    RespServer port = SentinelPort.of(settings, stateFile, engine, scripts, log, process);

    HeapMemory memory = HeapMemory.ofThisProcess();
    MemoryWatch memoryWatch = new MemoryWatch(engine, memory);

    context.registerBean(VedetteSettings.class, () -> settings);
    context.registerBean(HeapMemory.class, () -> memory);
    context.registerBean(ProcessControl.class, () -> process);
    context.registerBean(LogControl.class, () -> log);
    context.registerBean(Engine.class, () -> engine);
    context.registerBean(NettyLinks.class, () -> links);
    context.registerBean(ScriptQueue.class, () -> scripts);
    context.registerBean(QueueFile.class, () -> QueueFile.besides(settings.stateFile()));
    context.registerBean(RespServer.class, () -> port);
    context.registerBean(ServiceDescription.class, () -> description(settings, port));
    context.registerBean(SetAsideLines.class, () -> setAside(settings));
    context.registerBean(JournalHome.class, () -> journalHome(settings));
    context.registerBean(
        Watching.class,
        () -> new Watching(settings, stateFile, engine, links, scripts, port, memoryWatch));
  }

  private static SetAsideLines setAside(VedetteSettings settings) {
    return new SetAsideLines(
        settings.setAside().stream()
            .map(problem -> problem.where() + ": " + problem.message())
            .toList());
  }

  private static ServiceDescription description(VedetteSettings settings, RespServer port) {
    return new ServiceDescription(
        Vedette.version(),
        () ->
            IntStream.of(port.port(), port.tlsPort()).filter(number -> number > 0).boxed().toList(),
        settings.resp().bind(),
        Objects.toString(settings.configFile(), ""),
        settings.stateFile().toString(),
        settings.workingDirectory());
  }

  private static Sentinel sentinel(DurableState state, EngineClock clock) {
    long seed = state.myId().hashCode() ^ System.nanoTime();
    return new Sentinel(state, seed, clock.monotonicMillis().getAsLong());
  }

  /**
   * Beside the state; named after it when it is a file of the operator, which may have siblings.
   */
  private static JournalHome journalHome(VedetteSettings settings) {
    Path state = settings.stateFile();
    String name =
        state.equals(settings.configFile()) ? state.getFileName() + ".journal.db" : "journal.db";
    return new JournalHome(state.resolveSibling(name), settings.state().myId());
  }

  private static Timings timings(Engine engine) {
    return engine
        .read(sentinel -> sentinel.settings().timings())
        .orTimeout(1, TimeUnit.SECONDS)
        .join();
  }

  private static LinkSettings linkSettings(VedetteSettings settings) {
    LinkTlsSettings tls = settings.linkTls();
    return LinkSettings.DEFAULTS
        .withBindSource(numeric(settings.bindSource()))
        .withTls(tls == null ? null : linkTls(tls));
  }

  private static LinkTls linkTls(LinkTlsSettings settings) {
    try {
      PemTls files =
          PemTls.load(
              new PemFiles(
                  settings.certFile(),
                  settings.keyFile(),
                  settings.keyFilePass(),
                  settings.caCertFile(),
                  settings.caCertDir()));
      files.requireKnown(settings.protocols(), settings.ciphers());
      return new LinkTls(files::context, settings.protocols(), settings.ciphers());
    } catch (IOException e) {
      throw new StartException("TLS towards Redis cannot be set up: " + e.getMessage(), e);
    }
  }

  private static @Nullable InetAddress numeric(@Nullable String address) {
    try {
      return address == null ? null : InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new StartException("bind-source-addr " + address + " is not a numeric address", e);
    }
  }

  private static void logAs(LoggingSettings logging) {
    new Logging().level(logging.level());
    try {
      Logging.writeTo(logging.file());
    } catch (IOException e) {
      throw new StartException("logfile " + logging.file() + " cannot be opened: " + e, e);
    }
  }

  /** Spring wraps what a part throws while it starts; the operator wants to hear the part. */
  private static RuntimeException unwrapped(RuntimeException thrown) {
    return thrown instanceof ApplicationContextException
            && thrown.getCause() instanceof RuntimeException cause
        ? cause
        : thrown;
  }
}
