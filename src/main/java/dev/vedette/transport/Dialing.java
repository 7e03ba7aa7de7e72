package dev.vedette.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** One attempt to connect, address by address. All of it happens on its loop. */
@ChannelHandler.Sharable // one address after the other, each with a channel of its own
public final class Dialing extends ChannelInboundHandlerAdapter {

  /** Files are read and keys are computed with here, so that the loop never waits for them. */
  private static final Executor THREADS = work -> Thread.ofVirtual().name("link-tls").start(work);

  /** How long an end of TLS may take that the other end does not read. */
  private static final long CLOSE_NOTIFY_MILLIS = 200;

  private final Dialer dialer;
  private final EventLoop loop;
  private final Dialer.Target target;
  private final Dialer.Outcome outcome;
  private DialException last = DialException.noAddress();
  private int tried;
  private @Nullable Channel channel;
  private boolean done;

  Dialing(Dialer dialer, EventLoop loop, Dialer.Target target, Dialer.Outcome outcome) {
    this.dialer = dialer;
    this.loop = loop;
    this.target = target;
    this.outcome = outcome;
  }

  /** Gives up; nothing is told any more. Only on the loop; harmless when it has ended. */
  public void cancel() {
    if (!done) {
      done = true;
      closeChannel();
    }
  }

  void tryNextAddress() {
    if (done) {
      return;
    }
    if (tried == target.ips().size()) {
      fail(last);
      return;
    }
    var remote = new InetSocketAddress(target.ips().get(tried++), target.port());
    Channel next;
    try {
      next = dialer.open();
    } catch (ChannelException e) {
      fail(DialException.withoutSocket(e));
      return;
    }
    channel = next;
    if (Descriptors.isAmongTheLast(next)) {
      fail(DialException.noDescriptor());
      return;
    }
    next.pipeline().addLast(this);
    after(
        loop.register(next),
        () -> bindAndConnect(next, remote),
        cause -> DialException.ofConnect(cause, dialer.connectTimeout()));
  }

  private void bindAndConnect(Channel current, InetSocketAddress remote) {
    var source = dialer.source();
    if (source == null) {
      connect(current, remote);
    } else {
      current
          .bind(new InetSocketAddress(source, 0))
          .addListener(bound -> {
            if (done) {
              return;
            }
            if (bound.isSuccess()) {
              connect(current, remote);
            } else {
              fail(DialException.badSource(source, bound.cause()));
            }
          });
    }
  }

  private void connect(Channel current, InetSocketAddress remote) {
    after(
        current.connect(remote),
        () -> connected(current),
        cause -> DialException.ofConnect(cause, dialer.connectTimeout()));
  }

  /** Goes on when that step worked, else with the next address. */
  private void after(
      ChannelFuture step, Runnable goOn, Function<Throwable, DialException> explain) {
    step.addListener(ended -> {
      if (done) {
        return;
      }
      if (ended.isSuccess()) {
        goOn.run();
      } else {
        last = explain.apply(ended.cause());
        closeChannel();
        tryNextAddress();
      }
    });
  }

  private void connected(Channel current) {
    var tls = dialer.tls();
    if (tls == null) {
      succeed(current);
      return;
    }
    THREADS.execute(() -> {
      Runnable next;
      try {
        var engine = tls.engines().create(target.host(), target.port());
        next = () -> encrypt(current, engine, tls);
      } catch (RuntimeException e) {
        next = () -> fail(DialException.ofHandshake(e));
      }
      try {
        loop.execute(next);
      } catch (RejectedExecutionException e) {
        // The loop has ended, and with it all attempts.
      }
    });
  }

  private void encrypt(Channel current, SSLEngine engine, TlsDialing tls) {
    if (done) {
      return;
    }
    if (!current.isActive()) {
      fail(DialException.ofHandshake(new ClosedChannelException()));
      return;
    }
    var handler = new SslHandler(engine, THREADS);
    handler.setHandshakeTimeoutMillis(tls.handshakeTimeout().toMillis());
    handler.setCloseNotifyFlushTimeout(CLOSE_NOTIFY_MILLIS, TimeUnit.MILLISECONDS);
    current.pipeline().addFirst(handler);
    current.config().setAutoRead(true);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!done && event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        context.channel().config().setAutoRead(false);
        succeed(context.channel());
      } else {
        fail(explainHandshake(handshake.cause()));
      }
    }
  }

  private DialException explainHandshake(Throwable cause) {
    var tls = dialer.tls();
    return tls != null && cause instanceof SslHandshakeTimeoutException
        ? DialException.handshakeTimedOut(tls.handshakeTimeout())
        : DialException.ofHandshake(cause);
  }

  /** What went wrong is told by the futures and events of each step. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}

  private void succeed(Channel current) {
    done = true;
    current.pipeline().remove(this);
    outcome.connected(current);
  }

  private void fail(DialException why) {
    if (!done) {
      done = true;
      closeChannel();
      outcome.failed(why);
    }
  }

  private void closeChannel() {
    var current = channel;
    if (current != null) {
      channel = null;
      if (current.isRegistered()) {
        var _ = current.close();
      } else {
        current.unsafe().closeForcibly();
      }
    }
  }
}
