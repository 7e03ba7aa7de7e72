package dev.vedette.link;

import dev.vedette.sentinel.place.Address;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;

/** Makes the sockets of links: look-up, TCP, TLS, each for a bounded time. */
final class Dialer {

  /** As {@code redis-sentinel} does for its links: dead peers are noticed within half a minute. */
  private static final int KEEPALIVE_IDLE_SECONDS = 15;

  private static final int KEEPALIVE_INTERVAL_SECONDS = 5;
  private static final int KEEPALIVE_PROBES = 3;

  /** Hears of each socket before it connects, so that it can close it from another thread. */
  @FunctionalInterface
  interface Owner {
    /**
     * Takes the socket.
     *
     * @throws LinkException when it is no longer wanted
     */
    void adopt(Socket socket) throws LinkException;
  }

  private final LinkSettings settings;
  private final NameLookup names;

  Dialer(LinkSettings settings, NameLookup names) {
    this.settings = settings;
    this.names = names;
  }

  /**
   * Connects to the first address of the name that answers. Blocks.
   *
   * @return a socket without read timeout; with TLS, its handshake is done
   * @throws LinkException when it could not, with a reason for people
   */
  Socket dial(Address address, Owner owner) throws IOException, InterruptedException {
    if (address.port() == 0 || address.host().isEmpty()) {
      throw new LinkException(EndCause.BAD_ADDRESS, "no port or host to connect to");
    }
    var plain = connectToAny(addressesOf(address), address.port(), owner);
    var tls = settings.tls();
    return tls == null ? plain : encrypt(plain, address, tls);
  }

  private List<InetAddress> addressesOf(Address address)
      throws LinkException, InterruptedException {
    names.remember(address.host(), address.ip());
    try {
      return names.addressesOf(address.host(), NameLookup.PATIENCE_TO_DIAL);
    } catch (UnknownHostException e) {
      throw new LinkException(EndCause.UNRESOLVED, message(e));
    }
  }

  private Socket connectToAny(List<InetAddress> ips, int port, Owner owner) throws IOException {
    IOException last = new LinkException(EndCause.UNRESOLVED, "the name has no address");
    for (var ip : ips) {
      var socket = new Socket();
      try {
        owner.adopt(socket);
        connect(socket, new InetSocketAddress(ip, port));
        return socket;
      } catch (LinkException e) {
        closeQuietly(socket);
        throw e;
      } catch (IOException e) {
        closeQuietly(socket);
        last = explain(e, settings.connectTimeout());
      }
    }
    throw last;
  }

  private void connect(Socket socket, InetSocketAddress target) throws IOException {
    var source = settings.bindSource();
    if (source != null) {
      bind(socket, source);
    }
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
    }
    socket.connect(target, Math.toIntExact(settings.connectTimeout().toMillis()));
    socket.setSoTimeout(0);
  }

  private static void bind(Socket socket, InetAddress source) throws LinkException {
    try {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(new InetSocketAddress(source, 0));
    } catch (IOException e) {
      throw new LinkException(
          EndCause.BAD_ADDRESS,
          "cannot connect from bind-source-addr " + source.getHostAddress() + ": " + message(e));
    }
  }

  private Socket encrypt(Socket plain, Address address, LinkTls tls) throws IOException {
    var timeout = settings.tlsHandshakeTimeout();
    try {
      var factory = tls.context().get().getSocketFactory();
      var socket = (SSLSocket) factory.createSocket(plain, address.host(), address.port(), true);
      if (!tls.protocols().isEmpty()) {
        socket.setEnabledProtocols(tls.protocols().toArray(String[]::new));
      }
      if (!tls.ciphers().isEmpty()) {
        socket.setEnabledCipherSuites(tls.ciphers().toArray(String[]::new));
      }
      plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      socket.startHandshake();
      plain.setSoTimeout(0);
      return socket;
    } catch (SocketTimeoutException e) {
      throw new LinkException(
          EndCause.TIMED_OUT, "no answer to the TLS handshake in " + timeout.toMillis() + " ms");
    } catch (IOException | RuntimeException e) {
      throw new LinkException(EndCause.TLS, "TLS handshake failed: " + message(e));
    }
  }

  private static LinkException explain(IOException e, Duration timeout) {
    return switch (e) {
      case LinkException known -> known;
      case SocketTimeoutException ignored ->
          new LinkException(
              EndCause.TIMED_OUT, "no answer to the connect in " + timeout.toMillis() + " ms");
      case NoRouteToHostException ignored ->
          new LinkException(EndCause.UNREACHABLE, "no route to host");
      case ConnectException refused when message(refused).contains("refused") ->
          new LinkException(EndCause.REFUSED, "connection refused");
      case IOException other when message(other).contains("unreachable") ->
          new LinkException(EndCause.UNREACHABLE, OneLine.of(message(other), 120));
      case IOException other ->
          new LinkException(EndCause.FAILED, "cannot connect: " + message(other));
    };
  }

  /** What an exception says, in one line. */
  static String message(Throwable e) {
    var text = e.getMessage();
    return OneLine.of(text == null ? e.getClass().getSimpleName() : text, 200);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed as well as it can be.
    }
  }
}
