package dev.vedette.link;

import dev.vedette.engine.NumericAddress;
import dev.vedette.link.CommandQueue.Awaited;
import dev.vedette.link.CommandQueue.Awaited.Step;
import dev.vedette.link.CommandQueue.Command;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.message.Reply;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * One socket, one thread that reads and one that writes. It has no read timeout: whether silence is
 * too long is for the engine to decide.
 *
 * <p>Commands are framed and streams are buffered by Jedis. Its {@code Connection} itself is not
 * used: it is half-duplex, and when a write fails, it reads from the writing thread what the reader
 * is about to read.
 */
final class NodeConnection implements Endpoint {

  private static final Logger LOG = LoggerFactory.getLogger(JedisLinks.class);

  /** How long after a failed write what the server said last may still be read. */
  private static final long LAST_WORDS_MILLIS = 200;

  /** There may be thousands of links, and most replies are short. */
  private static final int INPUT_BYTES = 4096;

  private record End(EndCause cause, String reason) {}

  private final Effect.Connect connect;
  private final LinkContext context;
  private final Reports reports;
  private final CommandQueue queue;
  private final String ping;
  private final HelloFeed feed;
  private final CompletableFuture<Boolean> resp3 = new CompletableFuture<>();
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private final CountDownLatch readerDone = new CountDownLatch(1);
  private volatile @Nullable Socket plainSocket;
  private volatile @Nullable Socket established;
  private volatile @Nullable String lastComplaint;

  NodeConnection(Effect.Connect connect, LinkContext context, Reports reports) {
    this.connect = connect;
    this.context = context;
    this.reports = reports;
    ping = connect.profile().commandName("PING");
    var limits = context.settings().limits();
    queue = new CommandQueue(limits.unansweredCommands(), connect.profile());
    feed = new HelloFeed(limits.helloLength(), context.counters());
    Introduction.commands(connect).forEach(queue::add);
    if (connect.purpose() == Purpose.HELLO) {
      feed.attach(reports);
    }
  }

  /** What is at the other end. */
  Remote remote() {
    return connect.remote();
  }

  boolean isOpen() {
    return established != null;
  }

  boolean carriesSubscription() {
    return connect.purpose() == Purpose.COMMANDS && feed.isAttached();
  }

  /**
   * Whether the server agreed to RESP3, as soon as that is known. A server that does not answer
   * leaves it open until the connection ends.
   */
  CompletableFuture<Boolean> resp3() {
    return resp3.copy();
  }

  @Override
  public void send(Effect.Send send) {
    if (!queue.add(new Command(send.words(), awaited(send)))) {
      var limit = context.settings().limits().unansweredCommands();
      end(EndCause.OVERFLOW, limit + " commands are unanswered");
    }
  }

  private Awaited awaited(Effect.Send send) {
    return send.words().getFirst().equals(ping)
        ? new Awaited.Ping(send.ticket(), System.nanoTime())
        : new Awaited.Ticket(send.ticket());
  }

  @Override
  public void end(EndCause cause, String reason) {
    if (end.compareAndSet(null, new End(cause, reason))) {
      queue.close();
      resp3.complete(false);
      var socket = plainSocket;
      if (socket != null) {
        Dialer.closeQuietly(socket);
      }
    }
  }

  /**
   * Subscribes on this connection for another one. May block while the engine's inbox is full.
   *
   * @return false when this connection has ended or carries a subscription already; if true, what
   *     becomes of the subscription is reported
   */
  boolean carry(Effect.Connect subscription, Reports subscriber) {
    var socket = established;
    if (socket == null || !feed.attach(subscriber)) {
      return false;
    }
    if (end.get() != null) {
      return !feed.detach(subscriber);
    }
    reportUp(subscriber, socket);
    queue.addOutsideOfTransaction(Introduction.subscribe(subscription.profile()));
    return true;
  }

  /** Connects and reads until the end. Runs on a thread of its own. */
  void run() {
    context.counters().attempts.increment();
    context.begun(this);
    try {
      reports.connecting();
      var socket = context.dialer().dial(connect.address(), this::adopt);
      established = socket;
      context.counters().established.increment();
      LOG.debug("connected {} to {}", connect.connection(), socket.getRemoteSocketAddress());
      reportUp(reports, socket);
      var out = new CountedOutput(socket.getOutputStream(), context.counters().bytesSent);
      var writer =
          new CommandWriter(queue, out, context.counters().commandsSent, this::writingFailed);
      context.start(threadName("write"), writer);
      read(new CountedInput(socket.getInputStream(), context.counters().bytesReceived));
    } catch (Throwable e) {
      // Whatever it is, an OutOfMemoryError of a long reply included: it ends this link, loudly.
      fail(e);
    } finally {
      readerDone.countDown();
      tearDown();
    }
  }

  private static void reportUp(Reports reports, Socket socket) {
    reports.up(
        NumericAddress.of(socket.getLocalAddress()), NumericAddress.of(socket.getInetAddress()));
  }

  private void adopt(Socket socket) throws LinkException {
    plainSocket = socket;
    var ended = end.get();
    if (ended != null) {
      throw new LinkException(ended.cause(), ended.reason());
    }
  }

  private void read(CountedInput in) throws IOException {
    var limits = context.settings().limits();
    var reader =
        new ReplyReader(
            new RedisInputStream(in, INPUT_BYTES), limits, context.memory(), this::pushed);
    while (end.get() == null) {
      reader.readInto(this::replied);
    }
  }

  private void pushed(List<Reply> items) {
    if (feed.accept(items)) {
      queue.subscribed();
    }
  }

  private void replied(Reply reply) {
    if (feed.isAttached() && reply instanceof Reply.Many many && HelloFeed.isPushed(many.items())) {
      pushed(many.items());
      return;
    }
    context.counters().repliesReceived.increment();
    switch (queue.answered()) {
      case Awaited.Ticket ticket -> {
        lastComplaint = null;
        reports.replied(ticket.number(), reply);
      }
      case Awaited.Ping(long number, long sentNanos) -> {
        lastComplaint = null;
        context.meter().pingAnswered(connect.remote(), System.nanoTime() - sentNanos);
        reports.replied(number, reply);
      }
      case Step step -> introduced(step, reply);
      case null -> end(EndCause.PROTOCOL, "the server answered what nobody had asked");
    }
  }

  private void introduced(Step step, Reply reply) {
    if (step == Step.HELLO) {
      resp3.complete(Introduction.agreesToResp3(reply));
    }
    if (reply instanceof Reply.Failure failure) {
      refused(step, Introduction.describe(step, failure.text()));
    }
  }

  private void refused(Step step, String error) {
    lastComplaint = error;
    switch (step) {
      case AUTH -> {
        if (Introduction.passwordIsNotNeeded(error)) {
          LOG.debug("no password needed at {}", where());
        } else {
          context.counters().authFailures.increment();
          context.warnings().warn("authentication failed at " + where() + ": " + error);
        }
      }
      case HELLO, CLIENT_NAME -> LOG.debug("{} refused by {}: {}", step, where(), error);
      case SUBSCRIBE -> subscriptionRefused("the server refused the subscription: " + error);
    }
  }

  private void subscriptionRefused(String reason) {
    context.warnings().warn("no hello messages from " + where() + ": " + reason);
    var subscriber = feed.detach();
    if (connect.purpose() == Purpose.HELLO) {
      end(EndCause.SUBSCRIPTION_REFUSED, reason);
    } else if (subscriber != null) {
      drop(subscriber, reason);
    }
  }

  private void writingFailed(Throwable e) {
    awaitLastWords();
    fail(e);
  }

  private void awaitLastWords() {
    try {
      var done = readerDone.await(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
      LOG.trace("reader of {} has ended: {}", connect.connection(), done);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(Throwable thrown) {
    switch (thrown) {
      case LinkException ours -> end(ours.endCause(), Dialer.message(ours));
      case JedisConnectionException jedis when jedis.getCause() != null -> fail(jedis.getCause());
      case JedisConnectionException ignored ->
          end(EndCause.CLOSED_BY_SERVER, closed("closed by the server"));
      case SSLException tls -> end(EndCause.TLS, "TLS failed: " + Dialer.message(tls));
      case IOException io -> end(EndCause.CLOSED_BY_SERVER, closed(Dialer.message(io)));
      case InterruptedException ignored -> end(EndCause.REQUESTED, "interrupted");
      default -> {
        if (end.get() == null) {
          LOG.error("link to {} failed", where(), thrown);
        }
        end(EndCause.FAILED, "internal error: " + thrown.getClass().getSimpleName());
      }
    }
  }

  private String closed(String how) {
    var complaint = lastComplaint;
    return complaint == null ? how : how + " after: " + complaint;
  }

  private void tearDown() {
    var last = end.get();
    if (last == null) {
      last = new End(EndCause.FAILED, "ended");
    }
    end(last.cause(), last.reason());
    established = null;
    context.counters().ended(last.cause());
    if (last.cause().needsAttention()) {
      context.warnings().warn("link to " + where() + " ended: " + last.reason());
    } else {
      LOG.debug("link {} to {} ended: {}", connect.connection(), where(), last.reason());
    }
    context.forget(connect.connection(), this);
    context.ended(this);
    var subscriber = feed.detach();
    if (subscriber != null) {
      drop(subscriber, last.reason());
    }
    reports.down(last.reason());
  }

  private void drop(Reports subscriber, String reason) {
    context.forget(subscriber.connection(), this);
    subscriber.down(reason);
  }

  private String where() {
    return connect.address().announcedWithPort(true);
  }

  private String threadName(String what) {
    return "link-" + connect.connection() + "-" + what;
  }
}
