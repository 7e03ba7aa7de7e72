package dev.vedette.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** A bound TCP port, with or without TLS. */
public final class TcpListener implements AutoCloseable {

  private static final int KEEPALIVE_PROBES = 3;
  private static final int DEFAULT_BACKLOG = 50;

  /**
   * What the sockets are like.
   *
   * @param backlog connections that may wait to be accepted; 0 for a default
   * @param keepaliveSeconds silence after which the operating system asks whether the peer is still
   *     there, 0 for never
   */
  public record Options(int backlog, int keepaliveSeconds) {}

  private final Acceptor acceptor;

  private TcpListener(Acceptor acceptor) {
    this.acceptor = acceptor;
  }

  /**
   * Binds. No connection is accepted before {@link #start}.
   *
   * @param address null for all addresses of both families
   * @param port 0 for any free one
   * @param tls null for none
   * @throws IOException with the operating system's reason
   */
  public static TcpListener bind(
      EventLoops loops,
      @Nullable InetAddress address,
      int port,
      Options options,
      Admission admission,
      @Nullable TlsAcceptance tls)
      throws IOException {
    ServerBootstrap bootstrap =
        Acceptor.bootstrap(loops, loops.tcpServerChannel(), "port " + port)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(
                ChannelOption.SO_BACKLOG,
                options.backlog() > 0 ? options.backlog() : DEFAULT_BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(Acceptor.each(channel -> accepted(channel, admission, tls)));
    keepAlive(bootstrap, loops, options.keepaliveSeconds());
    return new TcpListener(Acceptor.bind(bootstrap, new InetSocketAddress(address, port)));
  }

  private static void keepAlive(ServerBootstrap bootstrap, EventLoops loops, int seconds) {
    if (seconds <= 0) {
      return;
    }
    int interval = Math.max(1, seconds / KEEPALIVE_PROBES);
    bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true);
    if (loops.isEpoll()) {
      bootstrap
          .childOption(EpollChannelOption.TCP_KEEPIDLE, seconds)
          .childOption(EpollChannelOption.TCP_KEEPINTVL, interval)
          .childOption(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES);
    } else {
      bootstrap
          .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), seconds)
          .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), interval)
          .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_PROBES);
    }
  }

  private static void accepted(Channel channel, Admission admission, @Nullable TlsAcceptance tls) {
    // Under TLS the line of a refusal could not be read.
    boolean served = Acceptor.serve(channel, Peer.ofTcp(channel), admission, tls == null);
    if (served && tls != null) {
      tls.begin(channel);
    }
  }

  /**
   * The address that a name or number of the configuration stands for.
   *
   * @return null for all addresses of both families
   */
  public static @Nullable InetAddress address(String bind) throws UnknownHostException {
    if (bind.equals("*") || bind.equals("::*")) {
      return null;
    }
    InetAddress address = InetAddress.getByName(bind);
    return address.isAnyLocalAddress() ? null : address;
  }

  /** The port that is bound. */
  public int port() {
    return acceptor.address() instanceof InetSocketAddress inet ? inet.getPort() : 0;
  }

  /** Accepts connections from now on. */
  public void start() {
    acceptor.start();
  }

  /** Accepts nothing any more. Connections stay. */
  @Override
  public void close() {
    acceptor.close();
  }
}
