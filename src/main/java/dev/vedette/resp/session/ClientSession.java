package dev.vedette.resp.session;

import dev.vedette.resp.acl.AclUsers;
import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.codec.ProtocolVersion;
import dev.vedette.resp.codec.RequestParser;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.pubsub.PublishedMessage;
import dev.vedette.resp.pubsub.Subscriber;
import dev.vedette.transport.Peer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connected client. It lives on one event loop: its commands are run there one after the other,
 * and whatever changes it happens there; anyone may look at it or disconnect it.
 */
public final class ClientSession implements Subscriber {

  private final long id;
  private final Channel channel;
  private final Peer peer;
  private final Sessions sessions;
  private final RequestParser parser;
  private final Output output;
  private final SessionHandler handler;
  private final Subscriptions subscriptions = new Subscriptions();
  private final long createdNanos = System.nanoTime();

  private volatile @Nullable Thread runner;
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
  private volatile boolean ended;
  private volatile long closingSinceNanos;
  private volatile KeyTracking tracking = KeyTracking.OFF;
  private ReplyMode replyMode = ReplyMode.ON;

  ClientSession(long id, Channel channel, Peer peer, Sessions sessions, LoopState loop) {
    this.id = id;
    this.channel = channel;
    this.peer = peer;
    this.sessions = sessions;
    this.output = new Output(channel, sessions.counters(), loop.replies());
    this.parser = new RequestParser(sessions.requestLimits(this::mustLogIn), loop.reading());
    this.authenticated = !sessions.users().loginRequired();
    this.handler = new SessionHandler(this, sessions);
  }

  /** It is gone, whoever closed it. */
  void end() {
    if (!ended) {
      ended = true;
      closing = true;
      sessions.remove(this);
      output.discard();
      parser.close();
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

  @Override
  public EventLoop loop() {
    return channel.eventLoop();
  }

  @Override
  public void onMessage(String channelName, PublishedMessage message) {
    if (subscriptions.hasChannel(channelName)) {
      output.append(message.encoded(version));
      sessions.enforceOutputLimit(this);
    }
  }

  @Override
  public void onPatternMessage(String pattern, PublishedMessage message) {
    if (subscriptions.hasPattern(pattern)) {
      output.append(message.encoded(version));
      sessions.enforceOutputLimit(this);
    }
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public void cutOff() {
    sessions.cutOff(this);
  }

  /** Starts to listen to a channel and tells the client so. */
  public void subscribe(String channel) {
    subscriptions.addChannel(channel);
    confirm("subscribe", channel);
    sessions.channels().subscribe(channel, this);
  }

  /** Starts to listen to a pattern and tells the client so. */
  public void subscribePattern(String pattern) {
    subscriptions.addPattern(pattern);
    confirm("psubscribe", pattern);
    sessions.channels().subscribePattern(pattern, this);
  }

  /** Stops to listen to a channel and tells the client so. */
  public void unsubscribe(String channel) {
    sessions.channels().unsubscribe(channel, this);
    subscriptions.removeChannel(channel);
    confirm("unsubscribe", channel);
  }

  /** Stops to listen to a pattern and tells the client so. */
  public void unsubscribePattern(String pattern) {
    sessions.channels().unsubscribePattern(pattern, this);
    subscriptions.removePattern(pattern);
    confirm("punsubscribe", pattern);
  }

  /** Tells the client that it listened to nothing when it wanted to stop. */
  public void confirmNothing(String kind) {
    confirm(kind, null);
  }

  private void confirm(String kind, @Nullable String key) {
    RespValue keyValue = key == null ? RespValue.NULL : RespValue.bulk(ByteText.bytes(key));
    List<RespValue> parts =
        List.of(RespValue.bulk(kind), keyValue, RespValue.integer(subscriptions.count()));
    output.append(new RespValue.Push(parts), version);
  }

  /** Stops to listen to anything, telling nobody. */
  void dropSubscriptions() {
    for (String channelName : channels()) {
      sessions.channels().unsubscribe(channelName, this);
    }
    for (String pattern : patterns()) {
      sessions.channels().unsubscribePattern(pattern, this);
    }
    subscriptions.clear();
  }

  /** Channels it listens to. */
  public List<String> channels() {
    return subscriptions.channels();
  }

  /** Patterns it listens to. */
  public List<String> patterns() {
    return subscriptions.patterns();
  }

  /** True while it listens to anything. */
  public boolean isSubscriber() {
    return subscriptions.count() > 0;
  }

  /** Its kind. */
  public ClientType type() {
    return isSubscriber() ? ClientType.PUBSUB : ClientType.NORMAL;
  }

  /** True when it must log in before it may do anything. */
  public boolean mustLogIn() {
    return !authenticated && sessions.users().loginRequired();
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
  void closeAfterReplies() {
    closeAfterThisCommand();
    output.closeWhenWritten();
  }

  /** As {@link #closeAfterReplies}, but the reply to the present command is still to come. */
  public void closeAfterThisCommand() {
    closingSinceNanos = System.nanoTime();
    closing = true;
  }

  /** Disconnects it after the reply to the command that it runs, or at once if it runs none. */
  void closeWhenIdle() {
    loop()
        .execute(() -> {
          closeAfterThisCommand();
          if (!handler.isBusy()) {
            output.closeWhenWritten();
          }
        });
  }

  /** Disconnects it at once, even while it is sent something that it does not read. */
  public void disconnect() {
    if (loop().inEventLoop()) {
      end();
      // Past TLS, which would wait for the client.
      channel.unsafe().close(channel.newPromise());
    } else {
      loop().execute(this::disconnect);
    }
  }

  /** A pause has begun, is over, or is another one. */
  void pauseChanged() {
    loop().execute(handler::lookAtPause);
  }

  Channel channel() {
    return channel;
  }

  SessionHandler handler() {
    return handler;
  }

  Output output() {
    return output;
  }

  /** True on the thread that runs its command. */
  boolean runsOnThisThread() {
    return Thread.currentThread().equals(runner);
  }

  /** Runs the command under way on that thread; null after it. */
  void runsOn(@Nullable Thread thread) {
    runner = thread;
  }

  /** It has said something. */
  void heard() {
    lastActivityNanos = System.nanoTime();
  }

  boolean hasEnded() {
    return ended;
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

  boolean isUnixSocket() {
    return peer.unixSocket();
  }

  RequestParser parser() {
    return parser;
  }

  long argumentBytes() {
    return argumentBytes;
  }

  void argumentBytes(long bytes) {
    argumentBytes = bytes;
  }

  /** Its number; never given twice. */
  public long id() {
    return id;
  }

  /** Its address. */
  public String peer() {
    return peer.address();
  }

  /** The address of ours that it is connected to. */
  public String local() {
    return peer.local();
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

  /** Whether it gets replies. Only on its loop. */
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
