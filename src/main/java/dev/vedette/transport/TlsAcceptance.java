package dev.vedette.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our side of TLS on accepted connections. Reading keys and computing with them happens on threads
 * of its own, never on a loop.
 *
 * @param engines makes our end of a new connection; may read files
 * @param handshakeLimit after this the connection is closed when the peer has not gone along
 */
public record TlsAcceptance(Engines engines, Duration handshakeLimit) {

  private static final Logger LOG = LoggerFactory.getLogger(TlsAcceptance.class);
  private static final Executor THREADS = work -> Thread.ofVirtual().name("resp-tls").start(work);

  /** Makes our ends of connections. */
  @FunctionalInterface
  public interface Engines {
    /**
     * One more. Called on a thread that may wait.
     *
     * @throws IOException when there can be none now
     */
    SSLEngine create() throws IOException;
  }

  /** Puts TLS between the socket and all handlers. Nothing is read before. */
  void begin(Channel channel) {
    channel.config().setAutoRead(false);
    THREADS.execute(() -> {
      try {
        SSLEngine engine = engines.create();
        channel.eventLoop().execute(() -> encrypt(channel, engine));
      } catch (IOException | RuntimeException e) {
        LOG.warn("A client cannot be served over TLS: {}", e.getMessage());
        var _ = channel.close();
      }
    });
  }

  private void encrypt(Channel channel, SSLEngine engine) {
    if (channel.isActive()) {
      SslHandler handler = new SslHandler(engine, THREADS);
      handler.setHandshakeTimeout(handshakeLimit.toMillis(), TimeUnit.MILLISECONDS);
      channel.pipeline().addFirst(handler);
      channel.config().setAutoRead(true);
    }
  }
}
