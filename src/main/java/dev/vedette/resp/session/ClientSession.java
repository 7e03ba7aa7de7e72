package dev.vedette.resp.session;

import dev.vedette.resp.acl.AclUsers;
import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.codec.ProtocolVersion;
import dev.vedette.resp.codec.ProtocolViolation;
import dev.vedette.resp.codec.RequestParser;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.pubsub.PublishedMessage;
import dev.vedette.resp.pubsub.Subscriber;
import dev.vedette.resp.transport.Connection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connected client. Its own thread reads and runs its commands one after the other; anyone may
 * send it messages or disconnect it.
 */
public final class ClientSession implements Subscriber {
  private static final Logger log = LoggerFactory.getLogger(ClientSession.class);

  private final long id;
  private final Connection connection;
  private final Sessions sessions;
  private final RequestParser parser;
  private final OutputQueue output;
  private final Subscriptions subscriptions = new Subscriptions();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long createdNanos = System.nanoTime();

  private volatile @Nullable Thread thread;
  private volatile ProtocolVersion version = ProtocolVersion.RESP2;
  private volatile String userName = AclUsers.DEFAULT;
  private volatile boolean authenticated;
  private volatile String name = "";
  private volatile String libraryName = "";
  private volatile String libraryVersion = "";
  private volatile String lastCommand = "NULL";
  private volatile long lastActivityNanos = createdNanos;
  private volatile long argumentBytes;
  private volatile boolean noEvict;
  private volatile boolean closing;
  private volatile boolean busy;
  private volatile long closingSinceNanos;
  private volatile KeyTracking tracking = KeyTracking.OFF;
  private ReplyMode replyMode = ReplyMode.ON;

  ClientSession(long id, Connection connection, Sessions sessions) {
    this.id = id;
    this.connection = connection;
    this.sessions = sessions;
    this.output = new OutputQueue(connection, sessions.counters(), this::end);
    this.parser = new RequestParser(sessions.requestLimits(this::loginPending));
    this.authenticated = !sessions.users().loginRequired();
  }

  /** Reads and runs commands until the client or we close the connection. */
  void run() {
    thread = Thread.currentThread();
    try {
      connection.open();
      while (!closing && parser.readFrom(this::read) >= 0) {
        lastActivityNanos = System.nanoTime();
        runBuffered();
        output.flush();
      }
      output.closeWhenWritten();
    } catch (ProtocolViolation violation) {
      reject(violation);
    } catch (InterruptedException e) {
      output.abort();
    } catch (IOException e) {
      log.debug("Client {} is gone: {}", connection.peer(), e.getMessage());
      output.abort();
    } catch (RuntimeException e) {
      log.error("Client {} is disconnected because of an error of ours", connection.peer(), e);
      output.abort();
    } finally {
      thread = null;
      parser.close();
    }
  }

  private int read(byte[] target, int offset, int length) throws IOException {
    int count = connection.read(target, offset, length);
    if (count > 0) {
      sessions.counters().read(count);
    }
    return count;
  }

  private void runBuffered() throws ProtocolViolation, InterruptedException {
    List<byte[]> words;
    while (!closing && (words = parser.next()) != null) {
      argumentBytes = words.stream().mapToLong(word -> word.length).sum();
      busy = true;
      sessions.dispatcher().dispatch(this, new Arguments(words));
      busy = false;
      replyMode = replyMode.afterCommand();
      argumentBytes = 0;
      output.awaitRoom();
      sessions.enforceOutputLimit(this);
    }
  }

  private void reject(ProtocolViolation violation) {
    log.debug("Client {} is disconnected: {}", connection.peer(), violation.reason());
    sessions.counters().protocolError();
    reply(RespValue.error(violation.reason()));
    output.closeWhenWritten();
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      closing = true;
      sessions.remove(this);
      Thread reader = thread;
      if (reader != null) {
        reader.interrupt();
      }
    }
  }

  /** Sends a reply, unless the client wants none. */
  void reply(RespValue value) {
    if (value instanceof RespValue.SimpleError) {
      sessions.counters().errorReply();
    }
    if (!replyMode.silent()) {
      output.append(value, version);
    }
  }

  /** Sends what has been written so far. */
  void flush() {
    output.flush();
  }

  @Override
  public void onMessage(String channel, PublishedMessage message) {
    deliver(message, subscriptions.channels(), channel);
  }

  @Override
  public void onPatternMessage(String pattern, PublishedMessage message) {
    deliver(message, subscriptions.patterns(), pattern);
  }

  private void deliver(PublishedMessage message, java.util.Set<String> subscribed, String key) {
    output.lock().lock();
    try {
      if (!subscribed.contains(key)) {
        return;
      }
      output.append(message.encoded(version));
    } finally {
      output.lock().unlock();
    }
    sessions.enforceOutputLimit(this);
    output.flush();
  }

  /** Starts to listen to a channel and tells the client so. */
  public void subscribe(String channel) {
    confirm("subscribe", channel, () -> subscriptions.channels().add(channel));
    sessions.channels().subscribe(channel, this);
    if (ended.get()) {
      sessions.channels().unsubscribe(channel, this);
    }
  }

  /** Starts to listen to a pattern and tells the client so. */
  public void subscribePattern(String pattern) {
    confirm("psubscribe", pattern, () -> subscriptions.patterns().add(pattern));
    sessions.channels().subscribePattern(pattern, this);
    if (ended.get()) {
      sessions.channels().unsubscribePattern(pattern, this);
    }
  }

  /** Stops to listen to a channel and tells the client so. */
  public void unsubscribe(String channel) {
    sessions.channels().unsubscribe(channel, this);
    confirm("unsubscribe", channel, () -> subscriptions.channels().remove(channel));
  }

  /** Stops to listen to a pattern and tells the client so. */
  public void unsubscribePattern(String pattern) {
    sessions.channels().unsubscribePattern(pattern, this);
    confirm("punsubscribe", pattern, () -> subscriptions.patterns().remove(pattern));
  }

  /** Tells the client that it listened to nothing when it wanted to stop. */
  public void confirmNothing(String kind) {
    confirm(kind, null, () -> {});
  }

  private void confirm(String kind, @Nullable String key, Runnable change) {
    output.lock().lock();
    try {
      change.run();
      RespValue keyValue = key == null ? RespValue.NULL : RespValue.bulk(ByteText.bytes(key));
      List<RespValue> parts =
          List.of(RespValue.bulk(kind), keyValue, RespValue.integer(subscriptions.count()));
      output.append(new RespValue.Push(parts), version);
    } finally {
      output.lock().unlock();
    }
  }

  /** Stops to listen to anything, telling nobody. */
  void dropSubscriptions() {
    for (String channel : channels()) {
      sessions.channels().unsubscribe(channel, this);
    }
    for (String pattern : patterns()) {
      sessions.channels().unsubscribePattern(pattern, this);
    }
    output.lock().lock();
    try {
      subscriptions.channels().clear();
      subscriptions.patterns().clear();
    } finally {
      output.lock().unlock();
    }
  }

  /** Channels it listens to. */
  public List<String> channels() {
    output.lock().lock();
    try {
      return subscriptions.channelList();
    } finally {
      output.lock().unlock();
    }
  }

  /** Patterns it listens to. */
  public List<String> patterns() {
    output.lock().lock();
    try {
      return subscriptions.patternList();
    } finally {
      output.lock().unlock();
    }
  }

  /** True while it listens to anything. */
  public boolean isSubscriber() {
    output.lock().lock();
    try {
      return subscriptions.count() > 0;
    } finally {
      output.lock().unlock();
    }
  }

  /** Its kind. */
  public ClientType type() {
    return isSubscriber() ? ClientType.PUBSUB : ClientType.NORMAL;
  }

  private boolean loginPending() {
    return !authenticated && sessions.users().loginRequired();
  }

  /** True when it must log in before it may do anything. */
  public boolean mustLogIn() {
    return loginPending();
  }

  /** It has shown that it is {@code user}. */
  public void logIn(String user) {
    userName = user;
    authenticated = true;
  }

  /** Makes it like a new connection. */
  public void reset() {
    dropSubscriptions();
    tracking = KeyTracking.OFF;
    replyMode = ReplyMode.ON;
    name = "";
    noEvict = false;
    version = ProtocolVersion.RESP2;
    userName = AclUsers.DEFAULT;
    authenticated = !sessions.users().loginRequired();
  }

  /** Disconnects it after it was sent what is waiting; no further command is run. */
  public void closeAfterReplies() {
    closingSinceNanos = System.nanoTime();
    closing = true;
    output.closeWhenWritten();
  }

  /** As {@link #closeAfterReplies}, but the reply to the present command is still to come. */
  public void closeAfterThisCommand() {
    closingSinceNanos = System.nanoTime();
    closing = true;
  }

  /** Disconnects it after the reply to the command that it runs, or at once if it runs none. */
  void closeWhenIdle() {
    closeAfterThisCommand();
    if (!busy) {
      output.closeWhenWritten();
    }
  }

  /** Disconnects it at once. */
  public void disconnect() {
    output.abort();
  }

  OutputQueue output() {
    return output;
  }

  /** True on the thread that runs its commands. */
  boolean runsOnThisThread() {
    return Thread.currentThread().equals(thread);
  }

  /** Waits while commands are paused. */
  void awaitPauses(boolean isPublish) throws InterruptedException {
    sessions.pauses().await(isPublish);
  }

  boolean isClosing() {
    return closing;
  }

  long closingForNanos() {
    return closing ? System.nanoTime() - closingSinceNanos : 0;
  }

  long idleNanos() {
    return System.nanoTime() - lastActivityNanos;
  }

  long ageNanos() {
    return System.nanoTime() - createdNanos;
  }

  Connection connection() {
    return connection;
  }

  RequestParser parser() {
    return parser;
  }

  long argumentBytes() {
    return argumentBytes;
  }

  /** Its number; never given twice. */
  public long id() {
    return id;
  }

  /** Its address. */
  public String peer() {
    return connection.peer();
  }

  /** The address of ours that it is connected to. */
  public String local() {
    return connection.local();
  }

  /** How it gets its replies. */
  public ProtocolVersion version() {
    return version;
  }

  /** Replies from this one on are in that version. */
  public void speak(ProtocolVersion newVersion) {
    version = newVersion;
  }

  /** Whom it is logged in as; {@link ByteText}. */
  public String userName() {
    return userName;
  }

  /** Its name, empty when it has none. */
  public String name() {
    return name;
  }

  /** Names it. */
  public void name(String newName) {
    name = newName;
  }

  /** The client library it uses, as it says. */
  public String libraryName() {
    return libraryName;
  }

  /** See {@link #libraryName()}. */
  public void libraryName(String text) {
    libraryName = text;
  }

  /** The version of that library. */
  public String libraryVersion() {
    return libraryVersion;
  }

  /** See {@link #libraryVersion()}. */
  public void libraryVersion(String text) {
    libraryVersion = text;
  }

  /** What it asked for about keys. */
  public KeyTracking tracking() {
    return tracking;
  }

  /** See {@link #tracking()}. */
  public void tracking(KeyTracking wanted) {
    tracking = wanted;
  }

  /** Whether it is to be kept when memory gets scarce. */
  public boolean noEvict() {
    return noEvict;
  }

  /** See {@link #noEvict()}. */
  public void noEvict(boolean wanted) {
    noEvict = wanted;
  }

  /** Whether it gets replies. Only for its own thread. */
  public ReplyMode replyMode() {
    return replyMode;
  }

  /** See {@link #replyMode()}. */
  public void replyMode(ReplyMode mode) {
    replyMode = mode;
  }

  /** The full name of the command it ran last, {@code NULL} when none. */
  public String lastCommand() {
    return lastCommand;
  }

  void lastCommand(String fullName) {
    lastCommand = fullName;
  }

  /** As a line of {@code CLIENT LIST}, without its line break. */
  public String describe() {
    return ClientLine.of(this);
  }
}
