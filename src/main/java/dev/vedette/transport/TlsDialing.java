package dev.vedette.transport;

import java.time.Duration;
import javax.net.ssl.SSLEngine;

/**
 * Our side of TLS on connections that we make.
 *
 * @param engines makes our end of a new connection
 * @param handshakeTimeout after this the attempt fails when the other end has not gone along
 */
public record TlsDialing(Engines engines, Duration handshakeTimeout) {

  /** Makes our ends of connections. */
  @FunctionalInterface
  public interface Engines {
    /** One more, towards that host and port. Called on a thread that may wait for files. */
    SSLEngine create(String host, int port);
  }
}
