package dev.vedette.resp.transport;

import dev.vedette.config.RespSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bound TCP port. Every accepted connection gets a virtual thread. Accepting has a thread of its
 * own that no other work can keep waiting.
 */
final class Listener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listener.class);
  private static final int KEEPALIVE_PROBES = 3;
  private static final long PAUSE_AFTER_ERROR_MILLIS = 100;

  private final ServerSocket server;
  private final RespSettings settings;
  private final Admission admission;
  private final @Nullable TlsServer tls;

  private Listener(
      ServerSocket server, RespSettings settings, Admission admission, @Nullable TlsServer tls) {
    this.server = server;
    this.settings = settings;
    this.admission = admission;
    this.tls = tls;
  }

  static Listener bind(
      @Nullable InetAddress address,
      int port,
      RespSettings settings,
      Admission admission,
      @Nullable TlsServer tls)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      int number = port == RespSettings.ANY_PORT ? 0 : port;
      server.bind(new InetSocketAddress(address, number), settings.tcpBacklog());
    } catch (IOException e) {
      SocketConnection.closeQuietly(server);
      throw e;
    }
    return new Listener(server, settings, admission, tls);
  }

  /** Null for all addresses, of both families: a Java socket cannot have all of one family. */
  static @Nullable InetAddress address(String bind) throws UnknownHostException {
    if (bind.equals("*") || bind.equals("::*")) {
      return null;
    }
    InetAddress address = InetAddress.getByName(bind);
    return address.isAnyLocalAddress() ? null : address;
  }

  int port() {
    return server.getLocalPort();
  }

  void start() {
    Thread.ofPlatform().daemon().name("resp-accept-" + port()).start(this::acceptAll);
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        accept(server.accept());
      } catch (IOException | RuntimeException e) {
        if (!server.isClosed()) {
          log.warn("A client could not be accepted on port {}: {}", port(), e.getMessage());
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_AFTER_ERROR_MILLIS));
        }
      }
    }
  }

  private void accept(Socket socket) {
    String refusal = admission.admit(SocketConnection.isLoopback(socket));
    if (refusal != null) {
      refuse(socket, refusal);
      return;
    }
    try {
      configure(socket);
      Connection connection =
          tls == null ? SocketConnection.plain(socket) : SocketConnection.encrypted(socket, tls);
      Thread.ofVirtual().name("resp-" + connection.peer()).start(() -> admission.serve(connection));
    } catch (IOException e) {
      log.debug("A client was gone before it was served: {}", e.getMessage());
      SocketConnection.closeQuietly(socket);
      admission.abandoned();
    }
  }

  /**
   * The line fits into the empty send buffer, so that writing it does not wait. Under TLS it could
   * not be read.
   */
  private void refuse(Socket socket, String refusal) {
    try (socket) {
      if (tls == null) {
        socket.getOutputStream().write(refusal.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      log.debug("A client was gone before it was refused: {}", e.getMessage());
    }
  }

  private void configure(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    int seconds = settings.tcpKeepaliveSeconds();
    if (seconds > 0) {
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
        socket.setOption(
            ExtendedSocketOptions.TCP_KEEPINTERVAL, Math.max(1, seconds / KEEPALIVE_PROBES));
        socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
      }
    }
  }

  @Override
  public void close() {
    SocketConnection.closeQuietly(server);
  }
}
