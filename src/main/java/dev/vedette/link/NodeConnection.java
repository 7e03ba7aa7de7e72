package dev.vedette.link;

import dev.vedette.engine.NumericAddress;
import dev.vedette.link.CommandQueue.Awaited;
import dev.vedette.link.CommandQueue.Awaited.Step;
import dev.vedette.link.CommandQueue.Command;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.transport.DialException;
import dev.vedette.transport.Dialer;
import dev.vedette.transport.Dialing;
import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to connect and what becomes of it. All of it happens on one loop; only {@link #loop}
 * is for any thread.
 */
final class NodeConnection implements Endpoint, Dialer.Outcome, ReplyReader.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(NettyLinks.class);

  /** How long after a failed write what the server said last may still be read. */
  private static final long LAST_WORDS_MILLIS = 200;

  private final Effect.Connect connect;
  private final LinkContext context;
  private final Reports reports;
  private final CommandQueue queue;
  private final HelloFeed feed;
  private @Nullable Dialing dialing;
  private @Nullable Conversation conversation;
  private @Nullable Channel channel;
  private @Nullable Boolean resp3;
  private List<Consumer<Boolean>> waitingForProtocol = List.of();
  private boolean started;
  private boolean ended;
  private boolean writingFailed;
  private @Nullable String lastComplaint;

  NodeConnection(Effect.Connect connect, LinkContext context, Reports reports) {
    this.connect = connect;
    this.context = context;
    this.reports = reports;
    var limits = context.settings().limits();
    queue = new CommandQueue(limits.unansweredCommands(), connect.profile());
    feed = new HelloFeed(limits.helloLength(), context.counters());
  }

  @Override
  public LinkLoop loop() {
    return reports.loop();
  }

  boolean hasEnded() {
    return ended;
  }

  private Remote remote() {
    return connect.remote();
  }

  @Override
  public void start() {
    if (ended) {
      return;
    }
    started = true;
    context.counters().attempts.increment();
    context.counters().connecting.add(remote(), 1);
    Introduction.commands(connect).forEach(queue::add);
    if (connect.purpose() == Purpose.HELLO) {
      feed.attach(reports);
    }
    reports.connecting();
    var address = connect.address();
    if (address.port() == 0 || address.host().isEmpty()) {
      end(EndCause.BAD_ADDRESS, "no port or host to connect to");
      return;
    }
    context.remember(address.host(), address.ip());
    context.find(address.host(), NameLookup.PATIENCE_TO_DIAL, loop(), this::dial);
  }

  private void dial(List<InetAddress> ips, String problem) {
    if (ended) {
      return;
    }
    if (ips.isEmpty()) {
      end(EndCause.UNRESOLVED, problem);
      return;
    }
    var address = connect.address();
    var target = new Dialer.Target(address.host(), ips, address.port());
    dialing = context.dialer().dial(loop().eventLoop(), target, this);
  }

  @Override
  public void failed(DialException why) {
    var cause = causeOf(why.reason());
    if (cause == EndCause.NO_DESCRIPTOR) {
      context.warnings().warn("links cannot be made: " + why.getMessage());
    }
    end(cause, OneLine.of(why));
  }

  private static EndCause causeOf(DialException.Reason reason) {
    return switch (reason) {
      case BAD_SOURCE -> EndCause.BAD_ADDRESS;
      case REFUSED -> EndCause.REFUSED;
      case TIMED_OUT -> EndCause.TIMED_OUT;
      case UNREACHABLE -> EndCause.UNREACHABLE;
      case TLS -> EndCause.TLS;
      case NO_DESCRIPTOR -> EndCause.NO_DESCRIPTOR;
      case FAILED -> EndCause.FAILED;
    };
  }

  @Override
  public void connected(Channel made) {
    dialing = null;
    channel = made;
    context.counters().established.increment();
    context.counters().connecting.add(remote(), -1);
    context.counters().open.add(remote(), 1);
    LOG.debug("connected {} to {}", connect.connection(), made.remoteAddress());
    reportUp(reports, made);
    var begun = new Conversation(this, made, queue, context);
    conversation = begun;
    begun.begin();
  }

  private static void reportUp(Reports reports, Channel channel) {
    reports.up(ip(channel.localAddress()), ip(channel.remoteAddress()));
  }

  private static String ip(java.net.SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? NumericAddress.of(internet.getAddress())
        : "";
  }

  @Override
  public void send(Effect.Send send, long givenNanos) {
    if (ended) {
      return;
    }
    var isPing = send.words().getFirst().equals(connect.profile().commandName("PING"));
    var awaited =
        isPing ? new Awaited.Ping(send.ticket(), givenNanos) : new Awaited.Ticket(send.ticket());
    if (!queue.add(new Command(send.words(), awaited))) {
      var limit = context.settings().limits().unansweredCommands();
      end(EndCause.OVERFLOW, limit + " commands are unanswered");
    } else if (conversation != null) {
      conversation.writeLater();
    }
  }

  /**
   * Hears whether the server agreed to RESP3, as soon as that is known. A server that does not
   * answer leaves it open until the connection ends.
   */
  void whenProtocolIsKnown(Consumer<Boolean> listener) {
    if (resp3 != null) {
      listener.accept(resp3);
    } else if (ended) {
      listener.accept(false);
    } else {
      waitingForProtocol = new ArrayList<>(waitingForProtocol);
      waitingForProtocol.add(listener);
    }
  }

  private void protocolIsKnown(boolean agreed) {
    if (resp3 == null) {
      resp3 = agreed;
      var listeners = waitingForProtocol;
      waitingForProtocol = List.of();
      listeners.forEach(listener -> listener.accept(agreed));
    }
  }

  /**
   * Subscribes on this connection for another one.
   *
   * @return false when this connection is not open or carries a subscription already; if true, what
   *     becomes of the subscription is reported
   */
  boolean carry(Effect.Connect subscription, Reports subscriber) {
    var open = channel;
    var talk = conversation;
    if (ended || open == null || talk == null || !feed.attach(subscriber)) {
      return false;
    }
    context.counters().sharedSubscriptions.increment();
    reportUp(subscriber, open);
    queue.addOutsideOfTransaction(Introduction.subscribe(subscription.profile()));
    talk.write();
    return true;
  }

  @Override
  public void pushed(List<Reply> items) {
    if (feed.accept(items)) {
      queue.subscribed();
    }
  }

  @Override
  public void replied(Reply reply) {
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
        context.meter().pingAnswered(remote(), System.nanoTime() - sentNanos);
        reports.replied(number, reply);
      }
      case Step step -> introduced(step, reply);
      case null -> end(EndCause.PROTOCOL, "the server answered what nobody had asked");
    }
  }

  private void introduced(Step step, Reply reply) {
    if (reply instanceof Reply.Failure failure) {
      refused(step, Introduction.describe(step, failure.text()));
    }
    if (step == Step.HELLO) {
      protocolIsKnown(Introduction.agreesToResp3(reply));
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
    if (connect.purpose() == Purpose.HELLO) {
      end(EndCause.SUBSCRIPTION_REFUSED, reason);
    } else {
      dropSubscriber(reason);
    }
  }

  private void dropSubscriber(String reason) {
    var subscriber = feed.detach();
    if (subscriber != null && !subscriber.equals(reports)) {
      context.counters().sharedSubscriptions.decrement();
      context.forget(subscriber.connection());
      subscriber.down(reason);
    }
  }

  /** What the server said last may explain it, so there is a little time to read that. */
  void writingFailed(Throwable e) {
    if (!ended && !writingFailed) {
      writingFailed = true;
      var cause =
          e instanceof ChannelOutputShutdownException && e.getCause() != null ? e.getCause() : e;
      var _ =
          loop().eventLoop().schedule(() -> fail(cause), LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** The other end has closed. */
  void closedByServer(boolean inTheMiddleOfAReply) {
    end(
        EndCause.CLOSED_BY_SERVER,
        inTheMiddleOfAReply
            ? "closed by the server in the middle of a reply"
            : afterComplaint("closed by the server"));
  }

  /** Ends it because of that. */
  void fail(Throwable thrown) {
    switch (thrown) {
      case LinkException ours -> end(ours.endCause(), OneLine.of(ours));
      case DecoderException decoder when decoder.getCause() != null -> fail(decoder.getCause());
      case SSLException tls -> end(EndCause.TLS, "TLS failed: " + OneLine.of(tls));
      case IOException io -> end(EndCause.CLOSED_BY_SERVER, afterComplaint(OneLine.of(io)));
      default -> {
        if (!ended) {
          LOG.error("link to {} failed", where(), thrown);
        }
        end(EndCause.FAILED, "internal error: " + thrown.getClass().getSimpleName());
      }
    }
  }

  private String afterComplaint(String how) {
    var complaint = lastComplaint;
    return complaint == null ? how : how + " after: " + complaint;
  }

  @Override
  public void end(EndCause cause, String reason) {
    if (ended) {
      return;
    }
    ended = true;
    closeSocket();
    if (started) {
      context.counters().ended(cause);
    }
    if (cause.needsAttention()) {
      context.warnings().warn("link to " + where() + " ended: " + reason);
    } else {
      LOG.debug("link {} to {} ended: {}", connect.connection(), where(), reason);
    }
    context.forget(connect.connection());
    dropSubscriber(reason);
    reports.down(reason);
    protocolIsKnown(false);
  }

  private void closeSocket() {
    if (dialing != null) {
      dialing.cancel();
    }
    if (conversation != null) {
      context.counters().open.add(remote(), -1);
      conversation.close();
    } else if (started) {
      context.counters().connecting.add(remote(), -1);
    }
  }

  private String where() {
    return connect.address().announcedWithPort(true);
  }
}
