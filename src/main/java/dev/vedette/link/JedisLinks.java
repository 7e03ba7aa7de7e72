package dev.vedette.link;

import dev.vedette.engine.Links;
import dev.vedette.engine.NumericAddress;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.message.Input;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links of a sentinel, on Jedis streams and virtual threads. Reconnecting is up to the engine:
 * every attempt is made once and its end is reported.
 *
 * <p>What arrives is given to the inbox on the thread that read it. While the inbox is full, that
 * thread waits, and with it the connection: that is the back pressure.
 */
public final class JedisLinks implements Links {

  private static final Logger LOG = LoggerFactory.getLogger(JedisLinks.class);
  private static final String CLOSED = "shutting down";
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Consumer<Input> inbox;
  private final LinkSettings settings;
  private final LinkCounters counters = new LinkCounters();
  private final NameLookup names;
  private final Context context;
  private final Map<ConnectionId, Endpoint> endpoints = new ConcurrentHashMap<>();
  private final Set<NodeConnection> connections = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile LinkMeter meter = LinkMeter.NONE;
  private volatile boolean closed;

  /**
   * @param inbox takes what happens, on any thread; it may block while it is full
   * @param settings how to connect and what to accept
   */
  public JedisLinks(Consumer<Input> inbox, LinkSettings settings) {
    this(inbox, settings, InetAddress::getAllByName);
  }

  JedisLinks(Consumer<Input> inbox, LinkSettings settings, NameLookup.Source source) {
    this.inbox = inbox;
    this.settings = settings;
    names = new NameLookup(source, settings.lookupTimeout(), counters);
    context = new Context();
  }

  /**
   * The JVM keeps answers of the name service for 30 s, which would delay a master that moves
   * behind its name. To be called once, before the process looks up its first name.
   */
  public static void followNameChangesAtOnce() {
    NameLookup.doNotCache();
  }

  /** Lets that meter measure from now on, instead of the one before. */
  public void measureWith(LinkMeter newMeter) {
    meter = newMeter;
  }

  @Override
  public void connect(Effect.Connect connect) {
    if (closed) {
      return;
    }
    var id = connect.connection();
    var reports = new Reports(id, this::offer);
    var companion = companionOf(connect);
    if (companion != null) {
      var subscription = new HelloSubscription(connect, companion, context, reports);
      endpoints.put(id, subscription);
      context.start("link-" + id + "-subscribe", subscription::run);
    } else {
      var connection = new NodeConnection(connect, context, reports);
      endpoints.put(id, connection);
      context.start("link-" + id + "-read", connection::run);
    }
  }

  private @Nullable NodeConnection companionOf(Effect.Connect connect) {
    if (connect.purpose() != Purpose.HELLO || connect.companion() == null) {
      return null;
    }
    return switch (endpoints.get(connect.companion())) {
      case NodeConnection connection -> connection;
      case HelloSubscription ignored -> null;
      case null -> null;
    };
  }

  @Override
  public void disconnect(Effect.Disconnect disconnect) {
    var endpoint = endpoints.remove(disconnect.connection());
    if (endpoint != null) {
      endpoint.end(EndCause.REQUESTED, disconnect.reason());
    }
  }

  @Override
  public void send(Effect.Send send) {
    var endpoint = endpoints.get(send.connection());
    if (endpoint != null) {
      endpoint.send(send);
    }
  }

  @Override
  public void resolve(Effect.Resolve resolve) {
    if (!closed) {
      context.start("resolve", () -> offer(lookUp(resolve.host())));
    }
  }

  private Input lookUp(String host) {
    try {
      return new Input.Resolved(
          host, NumericAddress.of(names.addressesOf(host, NameLookup.PATIENCE_TO_KNOW).getFirst()));
    } catch (UnknownHostException e) {
      LOG.debug("{}", Dialer.message(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Input.Resolved(host, null);
  }

  private void offer(Input input) {
    if (!closed) {
      inbox.accept(input);
    }
  }

  /** The links at this moment. Any thread. */
  public LinkStatus status() {
    return new LinkStatus(
        count(connection -> !connection.isOpen()),
        count(NodeConnection::isOpen),
        (int) connections.stream().filter(NodeConnection::carriesSubscription).count(),
        counters.attempts.sum(),
        counters.established.sum(),
        counters.endedByCause(),
        counters.bytesSent.sum(),
        counters.bytesReceived.sum(),
        counters.commandsSent.sum(),
        counters.repliesReceived.sum(),
        counters.helloMessages.sum(),
        counters.helloMessagesDropped.sum(),
        counters.authFailures.sum(),
        counters.lookups.sum(),
        counters.lookupFailures.sum());
  }

  private Map<Remote, Integer> count(Predicate<NodeConnection> wanted) {
    var counts = new EnumMap<Remote, Integer>(Remote.class);
    for (var remote : Remote.values()) {
      counts.put(remote, 0);
    }
    connections.stream()
        .filter(wanted)
        .forEach(connection -> counts.merge(connection.remote(), 1, Integer::sum));
    return counts;
  }

  /** Ends all links, reports nothing any more, and waits at most two seconds for their threads. */
  @Override
  public void close() {
    closed = true;
    var all = List.copyOf(endpoints.values());
    endpoints.clear();
    all.forEach(endpoint -> endpoint.end(EndCause.REQUESTED, CLOSED));
    connections.forEach(connection -> connection.end(EndCause.REQUESTED, CLOSED));
    names.close();
    var deadline = System.nanoTime() + CLOSING.toNanos();
    // A thread that waits for room in the inbox needs the interrupt; the others have ended already.
    threads.forEach(Thread::interrupt);
    for (var thread : threads) {
      try {
        if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          LOG.warn("thread {} of a link has not ended in time", thread.getName());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private final class Context implements LinkContext {

    private final ReplyMemory memory = new ReplyMemory(settings.limits().replyBytesOfAllLinks());
    private final Dialer dialer = new Dialer(settings, names);
    private final RepeatedWarnings warnings = new RepeatedWarnings();

    @Override
    public LinkSettings settings() {
      return settings;
    }

    @Override
    public LinkCounters counters() {
      return counters;
    }

    @Override
    public LinkMeter meter() {
      return meter;
    }

    @Override
    public ReplyMemory memory() {
      return memory;
    }

    @Override
    public Dialer dialer() {
      return dialer;
    }

    @Override
    public RepeatedWarnings warnings() {
      return warnings;
    }

    @Override
    public void start(String threadName, Runnable work) {
      var thread =
          Thread.ofVirtual()
              .name(threadName)
              .unstarted(() -> {
                try {
                  work.run();
                } catch (RuntimeException | Error e) {
                  LOG.error("thread {} failed", Thread.currentThread().getName(), e);
                } finally {
                  threads.remove(Thread.currentThread());
                }
              });
      threads.add(thread);
      thread.start();
    }

    @Override
    public boolean replace(ConnectionId connection, Endpoint before, Endpoint after) {
      return endpoints.replace(connection, before, after);
    }

    @Override
    public void forget(ConnectionId connection, Endpoint endpoint) {
      endpoints.remove(connection, endpoint);
    }

    @Override
    public void begun(NodeConnection connection) {
      connections.add(connection);
      if (closed) {
        connection.end(EndCause.REQUESTED, CLOSED);
      }
    }

    @Override
    public void ended(NodeConnection connection) {
      connections.remove(connection);
    }
  }
}
