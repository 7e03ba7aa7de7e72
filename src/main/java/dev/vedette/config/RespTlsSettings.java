package dev.vedette.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code tls-*} lines for the port that clients connect to. Files are PEM.
 *
 * @param certFile certificate, or chain of them, that we show ({@code tls-cert-file})
 * @param keyFile its private key ({@code tls-key-file})
 * @param keyFilePass what the key is encrypted with ({@code tls-key-file-pass}), null when it is
 *     not
 * @param caCertFile certificates of those we trust ({@code tls-ca-cert-file})
 * @param caCertDir folder of such files ({@code tls-ca-cert-dir})
 * @param authClients whether clients must show a certificate ({@code tls-auth-clients})
 * @param protocols such as {@code TLSv1.2} and {@code TLSv1.3}; empty for the platform's own choice
 * @param ciphers names of cipher suites ({@code tls-ciphers} and {@code tls-ciphersuites}); empty
 *     for the platform's choice
 */
public record RespTlsSettings(
    Path certFile,
    Path keyFile,
    @Nullable String keyFilePass,
    @Nullable Path caCertFile,
    @Nullable Path caCertDir,
    ClientAuthentication authClients,
    List<String> protocols,
    List<String> ciphers) {

  public RespTlsSettings {
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
    if (authClients != ClientAuthentication.NO && caCertFile == null && caCertDir == null) {
      throw new IllegalArgumentException(
          "tls-auth-clients needs tls-ca-cert-file or tls-ca-cert-dir to check clients against; give one, or set it to no");
    }
  }

  /** Whether a client has to show a certificate. */
  public enum ClientAuthentication {
    /** Must show one that we trust. */
    YES,
    /** Is not asked. */
    NO,
    /** May show one; a bad one is refused. */
    OPTIONAL
  }

  /** Secrets stay out of logs. */
  @Override
  public String toString() {
    return "RespTlsSettings[certFile=" + certFile + ", authClients=" + authClients + "]";
  }
}
