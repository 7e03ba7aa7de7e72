package dev.vedette.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Makes connections: TCP, TLS, each for a bounded time. It looks no names up. */
public final class Dialer {

  /** As {@code redis-sentinel} does for its links: dead peers are noticed within half a minute. */
  private static final int KEEPALIVE_IDLE_SECONDS = 15;

  private static final int KEEPALIVE_INTERVAL_SECONDS = 5;
  private static final int KEEPALIVE_PROBES = 3;

  private static final Map<ChannelOption<Integer>, Integer> EPOLL_KEEPALIVE =
      Map.of(
          EpollChannelOption.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS,
          EpollChannelOption.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS,
          EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES);

  private static final Map<ChannelOption<Integer>, Integer> NIO_KEEPALIVE =
      Map.of(
          NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEPALIVE_IDLE_SECONDS,
          NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEPALIVE_INTERVAL_SECONDS,
          NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_PROBES);

  /**
   * A buffer is taken for a read and given back after it, so its size costs nothing. A fixed one
   * needs no memory of former reads.
   */
  private static final RecvByteBufAllocator RECEIVE =
      new FixedRecvByteBufAllocator(16 * 1024).maxMessagesPerRead(4);

  /**
   * Where to connect to.
   *
   * @param host how it is called, for TLS
   * @param ips tried in this order, at least one
   */
  public record Target(String host, List<InetAddress> ips, int port) {
    public Target {
      ips = List.copyOf(ips);
    }
  }

  /** Hears what became of an attempt, on the loop; nothing any more once it is cancelled. */
  public interface Outcome {

    /**
     * It is connected; with TLS, the handshake is done. Handlers are to be added now. It reads as
     * soon as {@link ChannelConfig#setAutoRead} says so.
     */
    void connected(Channel channel);

    /** No address answered. */
    void failed(DialException why);
  }

  private final EventLoops loops;
  private final Duration connectTimeout;
  private final @Nullable InetAddress source;
  private final @Nullable TlsDialing tls;

  /**
   * @param connectTimeout for each numeric address
   * @param source local address to connect from, null for any
   * @param tls null for plain TCP
   */
  public Dialer(
      EventLoops loops,
      Duration connectTimeout,
      @Nullable InetAddress source,
      @Nullable TlsDialing tls) {
    this.loops = loops;
    this.connectTimeout = connectTimeout;
    this.source = source;
    this.tls = tls;
  }

  /** Begins to connect. To be called on that loop, where everything else happens, too. */
  public Dialing dial(EventLoop loop, Target target, Outcome outcome) {
    var dialing = new Dialing(this, loop, target, outcome);
    dialing.tryNextAddress();
    return dialing;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  @Nullable InetAddress source() {
    return source;
  }

  @Nullable TlsDialing tls() {
    return tls;
  }

  /** A new socket with all options; it does not read by itself. */
  Channel open() {
    var channel = loops.newTcpChannel();
    var config = channel.config();
    config.setAllocator(EventLoops.buffers());
    config.setRecvByteBufAllocator(RECEIVE);
    config.setConnectTimeoutMillis(Math.toIntExact(connectTimeout.toMillis()));
    config.setAutoRead(false);
    // After a failed write, what the other end said last is still to be read.
    config.setAutoClose(false);
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setOption(ChannelOption.SO_KEEPALIVE, true);
    config.setOption(ChannelOption.SO_REUSEADDR, true);
    var keepAlive = loops.isEpoll() ? EPOLL_KEEPALIVE : NIO_KEEPALIVE;
    keepAlive.forEach((option, value) -> set(config, option, value));
    return channel;
  }

  /** Systems that do not know the option do without it. */
  private static void set(ChannelConfig config, ChannelOption<Integer> option, int value) {
    config.setOption(option, value);
  }
}
