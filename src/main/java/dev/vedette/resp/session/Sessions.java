package dev.vedette.resp.session;

import dev.vedette.config.OutputLimit;
import dev.vedette.config.RespSettings;
import dev.vedette.resp.acl.AclListener;
import dev.vedette.resp.acl.AclUser;
import dev.vedette.resp.acl.AclUsers;
import dev.vedette.resp.codec.ReadBuffer;
import dev.vedette.resp.codec.RequestLimits;
import dev.vedette.resp.codec.RequestMemory;
import dev.vedette.resp.pubsub.Channels;
import dev.vedette.transport.Admission;
import dev.vedette.transport.Peer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connected clients, what they share, and the limits they are held to. */
public final class Sessions implements Admission, AclListener {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final long LONGEST_GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What a client that has not logged in may leave unread. */
  private static final OutputLimit UNAUTHENTICATED = new OutputLimit(16 * 1024, 0, 0);

  private static final String TOO_MANY = "-ERR max number of clients reached\r\n";
  private static final String MEMORY_SHORT =
      "-ERR Vedette is short of memory and takes no more clients: disconnect some, or give it a larger Java heap\r\n";

  /**
   * So many are let in even then: peers that ask for votes, and operators who look what is wrong.
   */
  private static final int LET_IN_ANYWAY = 64;

  private static final String DENIED =
      "-DENIED Protected mode is on, and neither a bind address nor a password is configured, so only clients on this host are"
          + " served. To let other hosts in, do one of these and restart: set a password with requirepass or a user line; name the"
          + " addresses to listen on with bind; or set 'protected-mode no', if no stranger can reach this port.\r\n";

  private final RespSettings settings;
  private final AclUsers users;
  private final Channels channels;
  private final RespCounters counters;
  private final RequestMemory requestMemory = RequestMemory.quarterOfHeap();
  private final PauseGate pauses = new PauseGate(this::pauseChanged);
  private final CommandDispatcher dispatcher;
  private final AtomicLong nextId = new AtomicLong(1);
  private final AtomicInteger count = new AtomicInteger();
  private volatile BooleanSupplier memoryShort = () -> false;
  private final Map<Long, ClientSession> sessions = new ConcurrentHashMap<>();
  private final Map<EventLoop, LoopState> loops = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /** Refuses more than a few clients from now on while that is true. */
  public void sparingWhile(BooleanSupplier value) {
    memoryShort = value;
  }

  /** No clients yet. */
  public Sessions(
      RespSettings settings,
      AclUsers users,
      Channels channels,
      RespCounters counters,
      CommandDispatcher dispatcher) {
    this.settings = settings;
    this.users = users;
    this.channels = channels;
    this.counters = counters;
    this.dispatcher = dispatcher;
    users.addListener(this);
  }

  @Override
  public @Nullable String admit(boolean loopback) {
    boolean unprotected = settings.bind().isEmpty() && users.defaultUser().noPassword();
    if (settings.protectedMode() && unprotected && !loopback) {
      counters.rejected();
      return DENIED;
    }
    if (count.incrementAndGet() > settings.maxClients()) {
      count.decrementAndGet();
      counters.rejected();
      return TOO_MANY;
    }
    if (count.get() > LET_IN_ANYWAY && memoryShort.getAsBoolean()) {
      count.decrementAndGet();
      counters.rejected();
      return MEMORY_SHORT;
    }
    counters.connected();
    return null;
  }

  @Override
  public void abandoned() {
    count.decrementAndGet();
  }

  @Override
  public ChannelHandler serve(Channel channel, Peer peer) {
    LoopState loop =
        loops.computeIfAbsent(
            channel.eventLoop(), _ -> new LoopState(new ReadBuffer(), new ReplyBuffer()));
    channels.deliverOn(channel.eventLoop());
    ClientSession session = new ClientSession(nextId.getAndIncrement(), channel, peer, this, loop);
    sessions.put(session.id(), session);
    if (stopping) {
      session.disconnect();
    }
    return session.handler();
  }

  private void pauseChanged() {
    sessions.values().forEach(ClientSession::pauseChanged);
  }

  void remove(ClientSession session) {
    if (sessions.remove(session.id()) != null) {
      count.decrementAndGet();
      session.dropSubscriptions();
    }
  }

  /** Disconnects a client that has left too much unread. Only on its loop. */
  void enforceOutputLimit(ClientSession session) {
    OutputLimit limit = limitOf(session);
    Output output = session.output();
    if (output.exceeds(limit)) {
      // Only what it does not take counts, not what it has not been sent yet.
      output.flush();
      if (output.exceeds(limit)) {
        cutOff(session);
      }
    }
  }

  /** Disconnects a client that reads too little. */
  void cutOff(ClientSession session) {
    if (!session.hasEnded()) {
      log.warn(
          "Client disconnected because it does not read what it is sent: {}", session.describe());
      counters.disconnectedForOutput();
      session.disconnect();
    }
  }

  private OutputLimit limitOf(ClientSession session) {
    if (session.mustLogIn()) {
      return UNAUTHENTICATED;
    }
    return session.isSubscriber() ? settings.pubsubOutput() : settings.normalOutput();
  }

  /**
   * Disconnects those who are silent for too long or do not read. To be called about every second.
   */
  public void tidy() {
    for (EventLoop loop : loops.keySet()) {
      loop.execute(() -> {
        for (ClientSession session : sessions.values()) {
          if (session.loop() == loop) {
            tidy(session);
          }
        }
      });
    }
  }

  private void tidy(ClientSession session) {
    enforceOutputLimit(session);
    if (session.isClosing() && session.closingForNanos() > LONGEST_GOODBYE_NANOS) {
      session.disconnect();
    } else if (isIdle(session)) {
      log.debug(
          "Client {} is disconnected: it was silent for {} s",
          session.peer(),
          settings.timeoutSeconds());
      counters.disconnectedForIdleness();
      session.disconnect();
    }
  }

  private boolean isIdle(ClientSession session) {
    int limit = settings.timeoutSeconds();
    return limit > 0
        && !session.isSubscriber()
        && session.idleNanos() > TimeUnit.SECONDS.toNanos(limit);
  }

  /** Lets no one in any more, and disconnects everyone after the command under way. */
  public void closeAll() {
    stopping = true;
    sessions.values().forEach(ClientSession::closeWhenIdle);
  }

  /** Disconnects everyone at once. */
  public void abortAll() {
    stopping = true;
    sessions.values().forEach(ClientSession::disconnect);
  }

  @Override
  public void changed(AclUser before, AclUser after) {
    if (!after.lostChannelsSince(before)) {
      return;
    }
    for (ClientSession session : sessions.values()) {
      if (session.userName().equals(after.name()) && listensToForbidden(session, after)) {
        session.disconnect();
      }
    }
  }

  private static boolean listensToForbidden(ClientSession session, AclUser user) {
    return session.patterns().stream().anyMatch(pattern -> !user.mayListenTo(pattern, true))
        || session.channels().stream().anyMatch(channel -> !user.mayListenTo(channel, false));
  }

  @Override
  public void deleted(String name) {
    for (ClientSession session : sessions.values()) {
      if (session.userName().equals(name)) {
        if (session.runsOnThisThread()) {
          session.closeAfterThisCommand();
        } else {
          session.disconnect();
        }
      }
    }
  }

  /** All clients, the oldest first. */
  public List<ClientSession> all() {
    return sessions.values().stream().sorted(Comparator.comparingLong(ClientSession::id)).toList();
  }

  /** A client by its id, null when it is gone. */
  public @Nullable ClientSession find(long id) {
    return sessions.get(id);
  }

  /** How many there are. */
  public int count() {
    return count.get();
  }

  /** How many listen to something. */
  public long subscriberCount() {
    return sessions.values().stream().filter(ClientSession::isSubscriber).count();
  }

  /** How many have key tracking on. */
  public long trackingCount() {
    return sessions.values().stream().filter(client -> client.tracking().on()).count();
  }

  /** The largest unfinished request of all. */
  public long largestInput() {
    return sessions.values().stream()
        .mapToLong(client -> client.parser().queryBytes())
        .max()
        .orElse(0);
  }

  /** The most that a connected client has ever left waiting. */
  public long largestOutput() {
    return sessions.values().stream()
        .mapToLong(client -> client.output().pending().largest())
        .max()
        .orElse(0);
  }

  RequestLimits requestLimits(BooleanSupplier unauthenticated) {
    return new RequestLimits(
        RequestLimits.MAX_ARGUMENTS,
        settings.maxBulkBytes(),
        settings.maxQueryBytes(),
        unauthenticated,
        requestMemory);
  }

  CommandDispatcher dispatcher() {
    return dispatcher;
  }

  /** The users. */
  public AclUsers users() {
    return users;
  }

  /** The channels. */
  public Channels channels() {
    return channels;
  }

  /** The counters. */
  public RespCounters counters() {
    return counters;
  }

  /** What {@code CLIENT PAUSE} does. */
  public PauseGate pauses() {
    return pauses;
  }
}
