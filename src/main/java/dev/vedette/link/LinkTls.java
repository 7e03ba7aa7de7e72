package dev.vedette.link;

import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

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

  /** With the JDK's protocols and ciphers. */
  public static LinkTls of(SSLContext context) {
    return new LinkTls(() -> context, List.of(), List.of());
  }
}
