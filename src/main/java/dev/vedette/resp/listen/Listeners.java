package dev.vedette.resp.listen;

import dev.vedette.config.RespSettings;
import dev.vedette.transport.Admission;
import dev.vedette.transport.EventLoops;
import dev.vedette.transport.TcpListener;
import dev.vedette.transport.TlsAcceptance;
import dev.vedette.transport.UnixListener;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the settings say to listen on: TCP, TLS, Unix domain socket. */
public final class Listeners implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final List<TcpListener> plain = new ArrayList<>();
  private final List<TcpListener> encrypted = new ArrayList<>();
  private @Nullable UnixListener unix;

  private Listeners() {}

  private record Place(RespSettings settings, EventLoops loops, Admission admission) {
    TcpListener bind(@Nullable InetAddress address, int port, @Nullable TlsAcceptance tls)
        throws IOException {
      var options = new TcpListener.Options(settings.tcpBacklog(), settings.tcpKeepaliveSeconds());
      return TcpListener.bind(loops, address, port, options, admission, tls);
    }
  }

  /**
   * Binds everything, or nothing. No connection is accepted before {@link #start}.
   *
   * @param handshakeLimit what a TLS handshake may take
   * @throws IOException when an address or file cannot be used; the message says which, and what to
   *     change
   */
  public static Listeners bind(
      RespSettings settings, EventLoops loops, Admission admission, Duration handshakeLimit)
      throws IOException {
    Listeners listeners = new Listeners();
    Place place = new Place(settings, loops, admission);
    try {
      if (settings.port() != 0) {
        bindAll(listeners.plain, "port", settings.port(), place, null);
      }
      if (settings.tlsPort() != 0 && settings.tls() != null) {
        TlsServer tls = TlsServer.load(settings.tls());
        TlsAcceptance acceptance = new TlsAcceptance(tls::engine, handshakeLimit);
        bindAll(listeners.encrypted, "tls-port", settings.tlsPort(), place, acceptance);
      }
      if (settings.unixSocket() != null) {
        listeners.unix =
            UnixListener.bind(loops, settings.unixSocket(), settings.unixSocketPerm(), admission);
      }
      return listeners;
    } catch (IOException e) {
      listeners.close();
      throw e;
    }
  }

  private static void bindAll(
      List<TcpListener> target, String option, int port, Place place, @Nullable TlsAcceptance tls)
      throws IOException {
    RespSettings settings = place.settings();
    List<String> addresses = settings.bind().isEmpty() ? List.of("*") : settings.bind();
    int number = port == RespSettings.ANY_PORT ? 0 : port;
    boolean allBound = false;
    for (String written : addresses) {
      boolean optional = written.startsWith("-");
      String address = optional ? written.substring(1) : written;
      try {
        InetAddress resolved = TcpListener.address(address);
        if (resolved == null && allBound) {
          continue;
        }
        TcpListener listener = place.bind(resolved, number, tls);
        target.add(listener);
        allBound |= resolved == null;
        number = listener.port();
      } catch (IOException e) {
        if (!optional) {
          throw new IOException(
              option
                  + " "
                  + (number == 0 ? port : number)
                  + ": cannot listen on "
                  + address
                  + ": "
                  + e.getMessage()
                  + "; is another process using it?",
              e);
        }
        log.info("Not listening on {} for {}: {}", address, option, e.getMessage());
      }
    }
    if (target.isEmpty()) {
      throw new IOException(
          option + " " + port + ": none of the addresses in bind is available: " + addresses);
    }
  }

  /** Accepts connections from now on. */
  public void start() {
    plain.forEach(TcpListener::start);
    encrypted.forEach(TcpListener::start);
    if (unix != null) {
      unix.start();
    }
  }

  /** The TCP port, 0 when there is none. */
  public int port() {
    return plain.isEmpty() ? 0 : plain.getFirst().port();
  }

  /** The TLS port, 0 when there is none. */
  public int tlsPort() {
    return encrypted.isEmpty() ? 0 : encrypted.getFirst().port();
  }

  /** Accepts nothing any more. Connections stay. */
  @Override
  public void close() {
    plain.forEach(TcpListener::close);
    encrypted.forEach(TcpListener::close);
    if (unix != null) {
      unix.close();
    }
  }
}
