package dev.vedette.resp;

import dev.vedette.config.RespSettings;
import dev.vedette.resp.acl.AclFile;
import dev.vedette.resp.acl.AclListener;
import dev.vedette.resp.acl.AclLog;
import dev.vedette.resp.acl.AclUsers;
import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.command.CommandTable;
import dev.vedette.resp.handler.AclCommands;
import dev.vedette.resp.handler.ClientCommands;
import dev.vedette.resp.handler.ClientsSection;
import dev.vedette.resp.handler.CommandIntrospection;
import dev.vedette.resp.handler.ConnectionCommands;
import dev.vedette.resp.handler.CpuSection;
import dev.vedette.resp.handler.HelloListener;
import dev.vedette.resp.handler.InfoSection;
import dev.vedette.resp.handler.PubSubCommands;
import dev.vedette.resp.handler.Rates;
import dev.vedette.resp.handler.ServerCommands;
import dev.vedette.resp.handler.ServerIdentity;
import dev.vedette.resp.handler.ServerSection;
import dev.vedette.resp.handler.ShutdownListener;
import dev.vedette.resp.handler.StatsSection;
import dev.vedette.resp.listen.Listeners;
import dev.vedette.resp.pubsub.Channels;
import dev.vedette.resp.session.CommandDispatcher;
import dev.vedette.resp.session.CommandHandler;
import dev.vedette.resp.session.RespCounters;
import dev.vedette.resp.session.Sessions;
import dev.vedette.transport.EventLoops;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port that clients, operators and peers talk to. It knows nothing of the core: the commands
 * that ask it, its section of {@code INFO} and the names of its masters are plugged in.
 */
public final class RespServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RespServer.class);
  private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long STOP_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /** One loop serves more than a sentinel is ever asked; on a large machine there are some more. */
  private static final int PROCESSORS_PER_LOOP = 4;

  private static final int MOST_LOOPS = 4;

  private final RespSettings settings;
  private final AclUsers users;
  private final @Nullable AclFile aclFile;
  private final Channels channels = new Channels();
  private final RespCounters counters = new RespCounters();
  private final Rates rates = new Rates(counters);
  private final Sessions sessions;
  private final Duration handshakeLimit;
  private volatile @Nullable EventLoops loops;
  private volatile @Nullable Listeners listeners;
  private volatile boolean stopped;

  private RespServer(Builder builder) {
    CommandTable table = CommandTable.sentinel();
    settings = builder.settings;
    handshakeLimit = builder.handshakeLimit;
    users = AclUsers.from(settings, table);
    aclFile = settings.aclFile() == null ? null : new AclFile(settings.aclFile(), users);
    AclLog aclLog =
        new AclLog(
            settings.aclLogMaxLength(), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    CommandDispatcher dispatcher = new CommandDispatcher(table, users, aclLog, counters);
    sessions = new Sessions(settings, users, channels, counters, dispatcher);
    builder.aclListeners.forEach(users::addListener);
    new ConnectionCommands(users, aclLog, builder.identity).register(dispatcher);
    new ClientCommands(sessions).register(dispatcher);
    new PubSubCommands(builder.hellos).register(dispatcher);
    new AclCommands(table, users, aclLog, aclFile).register(dispatcher);
    new CommandIntrospection(table).register(dispatcher);
    new ServerCommands(sections(builder), builder.masterNames, builder.shutdown)
        .register(dispatcher);
    builder.handlers.forEach(dispatcher::register);
  }

  private List<InfoSection> sections(Builder builder) {
    List<InfoSection> sections = new ArrayList<>();
    sections.add(new ServerSection(builder.identity, this::port));
    sections.add(new ClientsSection(sessions, settings.maxClients()));
    sections.add(new StatsSection(sessions, rates));
    sections.add(new CpuSection());
    sections.addAll(builder.sections);
    return sections;
  }

  /** Starts to put a server together. */
  public static Builder builder(RespSettings settings) {
    return new Builder(settings);
  }

  /**
   * Reads the ACL file, binds the addresses and accepts clients.
   *
   * @throws IOException when something the settings name cannot be used; the message says what, and
   *     nothing listens then
   */
  public void start() throws IOException {
    if (aclFile != null) {
      aclFile.load();
    }
    EventLoops started = EventLoops.start("resp", loopCount());
    Listeners bound;
    try {
      bound = Listeners.bind(settings, started, sessions, handshakeLimit);
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e;
    }
    loops = started;
    listeners = bound;
    bound.start();
    Thread.ofVirtual().name("resp-tidy").start(this::tidyAll);
    log.info("Listening on port {}, TLS port {}", bound.port(), bound.tlsPort());
  }

  private static int loopCount() {
    return Math.clamp(
        Runtime.getRuntime().availableProcessors() / PROCESSORS_PER_LOOP, 1, MOST_LOOPS);
  }

  private void tidyAll() {
    while (!stopped) {
      LockSupport.parkNanos(TIDY_NANOS);
      if (!stopped) {
        sessions.tidy();
      }
      rates.sample();
    }
  }

  /** Whether clients are accepted. */
  public boolean isOpen() {
    return listeners != null && !stopped;
  }

  /** The TCP port, 0 when there is none. */
  public int port() {
    Listeners bound = listeners;
    return bound == null ? 0 : bound.port();
  }

  /** The TLS port, 0 when there is none. */
  public int tlsPort() {
    Listeners bound = listeners;
    return bound == null ? 0 : bound.tlsPort();
  }

  /**
   * Sends a message to everyone who listens to {@code channel}. Returns at once, whatever the
   * clients do.
   *
   * @return how many clients it goes to
   */
  public int publish(String channel, String message) {
    return channels.publish(ByteText.encode(channel), message.getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses more than a few clients from now on while that is true. */
  public void sparingWhile(BooleanSupplier memoryShort) {
    sessions.sparingWhile(memoryShort);
  }

  /** The users, to save them. */
  public List<String> userLines() {
    return users.describe();
  }

  /** What has happened so far. */
  public RespCounters counters() {
    return counters;
  }

  /** How many clients there are. */
  public int clientCount() {
    return sessions.count();
  }

  /** How many of them listen to something. */
  public long subscriberCount() {
    return sessions.subscriberCount();
  }

  /**
   * Accepts no one any more, lets the commands and replies under way end for a short time, then
   * disconnects everyone.
   */
  @Override
  public void close() {
    stopped = true;
    Listeners bound = listeners;
    if (bound != null) {
      bound.close();
    }
    sessions.closeAll();
    long deadline = System.nanoTime() + STOP_NANOS;
    while (sessions.count() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(STOP_STEP_NANOS);
    }
    sessions.abortAll();
    EventLoops started = loops;
    if (started != null) {
      started.close();
    }
  }

  /**
   * Puts a server together. What is not given has no effect: no masters, hellos dropped, {@code
   * SHUTDOWN} refused.
   */
  public static final class Builder {
    private final RespSettings settings;
    private final Map<String, CommandHandler> handlers = new LinkedHashMap<>();
    private final List<InfoSection> sections = new ArrayList<>();
    private final List<AclListener> aclListeners = new ArrayList<>();
    private ServerIdentity identity = ServerIdentity.of("", null);
    private Supplier<List<String>> masterNames = List::of;
    private Duration handshakeLimit = HANDSHAKE;
    private HelloListener hellos = payload -> {};
    private ShutdownListener shutdown =
        mode -> {
          throw new IllegalStateException("SHUTDOWN is not available");
        };

    private Builder(RespSettings settings) {
      this.settings = settings;
    }

    /** Who the server says it is. */
    public Builder identity(ServerIdentity value) {
      identity = value;
      return this;
    }

    /** Has the command, or subcommand as {@code sentinel|masters}, done by {@code handler}. */
    public Builder command(String fullName, CommandHandler handler) {
      handlers.put(fullName, handler);
      return this;
    }

    /** One more section of {@code INFO}, after the others. */
    public Builder infoSection(InfoSection section) {
      sections.add(section);
      return this;
    }

    /** The masters that {@code ROLE} names. */
    public Builder masterNames(Supplier<List<String>> names) {
      masterNames = names;
      return this;
    }

    /** Takes the hellos of peers. */
    public Builder helloListener(HelloListener listener) {
      hellos = listener;
      return this;
    }

    /** Stops the process. */
    public Builder shutdownListener(ShutdownListener listener) {
      shutdown = listener;
      return this;
    }

    /** What a TLS handshake may take, 10 seconds unless said otherwise. */
    Builder handshakeLimit(Duration limit) {
      handshakeLimit = limit;
      return this;
    }

    /** Hears of changed users, to save them. */
    public Builder aclListener(AclListener listener) {
      aclListeners.add(listener);
      return this;
    }

    /**
     * The server, not started yet.
     *
     * @throws IllegalArgumentException when a user line cannot be understood or a command is not in
     *     the table
     */
    public RespServer build() {
      return new RespServer(this);
    }
  }
}
