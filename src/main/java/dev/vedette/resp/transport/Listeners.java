package dev.vedette.resp.transport;

import dev.vedette.config.RespSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the settings say to listen on: TCP, TLS, Unix domain socket. */
public final class Listeners implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final List<Listener> plain = new ArrayList<>();
  private final List<Listener> encrypted = new ArrayList<>();
  private @Nullable UnixListener unix;

  private Listeners() {}

  /**
   * Binds everything, or nothing. No connection is accepted before {@link #start}.
   *
   * @throws IOException when an address or file cannot be used; the message says which, and what to
   *     change
   */
  public static Listeners bind(RespSettings settings, Admission admission) throws IOException {
    Listeners listeners = new Listeners();
    try {
      if (settings.port() != 0) {
        bindAll(listeners.plain, "port", settings.port(), settings, admission, null);
      }
      if (settings.tlsPort() != 0 && settings.tls() != null) {
        TlsServer tls = TlsServer.load(settings.tls());
        bindAll(listeners.encrypted, "tls-port", settings.tlsPort(), settings, admission, tls);
      }
      if (settings.unixSocket() != null) {
        listeners.unix =
            UnixListener.bind(settings.unixSocket(), settings.unixSocketPerm(), admission);
      }
      return listeners;
    } catch (IOException e) {
      listeners.close();
      throw e;
    }
  }

  private static void bindAll(
      List<Listener> target,
      String option,
      int port,
      RespSettings settings,
      Admission admission,
      @Nullable TlsServer tls)
      throws IOException {
    List<String> addresses = settings.bind().isEmpty() ? List.of("*") : settings.bind();
    int number = port;
    boolean allBound = false;
    for (String written : addresses) {
      boolean optional = written.startsWith("-");
      String address = optional ? written.substring(1) : written;
      try {
        InetAddress resolved = Listener.address(address);
        if (resolved == null && allBound) {
          continue;
        }
        Listener listener = Listener.bind(resolved, number, settings, admission, tls);
        target.add(listener);
        allBound |= resolved == null;
        number = listener.port();
      } catch (IOException e) {
        if (!optional) {
          throw new IOException(
              option
                  + " "
                  + number
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
    plain.forEach(Listener::start);
    encrypted.forEach(Listener::start);
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
    plain.forEach(Listener::close);
    encrypted.forEach(Listener::close);
    if (unix != null) {
      unix.close();
    }
  }
}
