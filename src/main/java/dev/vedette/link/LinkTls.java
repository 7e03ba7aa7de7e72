package dev.vedette.link;

import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * TLS towards Redis nodes and peers. As Redis does, the certificate chain of the other end is
 * verified and its host name is not: nodes are known by their addresses.
 *
 * @param context asked at every attempt, so that renewed certificates are used
 * @param protocols such as {@code TLSv1.3}; empty for the JDK's defaults
 * @param ciphers JSSE names of cipher suites; empty for the JDK's defaults
 */
public record LinkTls(Supplier<SSLContext> context, List<String> protocols, List<String> ciphers) {

  public LinkTls {
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
  }

  /** Our end of a new connection to that host and port. May read files. */
  SSLEngine engine(String host, int port) {
    SSLEngine engine = context.get().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    if (!protocols.isEmpty()) {
      engine.setEnabledProtocols(protocols.toArray(String[]::new));
    }
    if (!ciphers.isEmpty()) {
      engine.setEnabledCipherSuites(ciphers.toArray(String[]::new));
    }
    return engine;
  }

  /** With the JDK's protocols and ciphers. */
  public static LinkTls of(SSLContext context) {
    return new LinkTls(() -> context, List.of(), List.of());
  }
}
