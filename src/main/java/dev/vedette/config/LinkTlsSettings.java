package dev.vedette.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code tls-*} lines for connections that we open, to Redis nodes and to peers; they count
 * when {@code tls-replication yes} is set. Files are PEM.
 *
 * @param certFile certificate that we show, null for none ({@code tls-client-cert-file}, else
 *     {@code tls-cert-file})
 * @param keyFile its private key, null for none
 * @param keyFilePass what the key is encrypted with, null when it is not
 * @param caCertFile certificates of those we trust, null when {@code caCertDir} has them
 * @param caCertDir folder of such files, null when {@code caCertFile} has them
 * @param protocols such as {@code TLSv1.3}; empty for the platform's own choice
 * @param ciphers JSSE names of cipher suites; empty for the platform's own choice
 */
public record LinkTlsSettings(
    @Nullable Path certFile,
    @Nullable Path keyFile,
    @Nullable String keyFilePass,
    @Nullable Path caCertFile,
    @Nullable Path caCertDir,
    List<String> protocols,
    List<String> ciphers) {

  public LinkTlsSettings {
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
    if (caCertFile == null && caCertDir == null) {
      throw new IllegalArgumentException(
          "tls-replication needs tls-ca-cert-file or tls-ca-cert-dir to check servers against");
    }
    if ((certFile == null) != (keyFile == null)) {
      throw new IllegalArgumentException(
          "tls-replication needs a certificate and its key, or neither of them");
    }
  }

  /** Secrets stay out of logs. */
  @Override
  public String toString() {
    return "LinkTlsSettings[certFile=" + certFile + ", caCertFile=" + caCertFile + "]";
  }
}
