package dev.vedette.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files that one side of TLS needs.
 *
 * @param certFile certificate that we show, with the chain to its authority behind it, null to show
 *     none
 * @param keyFile its private key: PKCS#8 (also encrypted), PKCS#1 or SEC1
 * @param keyFilePass what the key is encrypted with, null when it is not
 * @param caCertFile certificates of those we trust
 * @param caCertDir folder of such files; other files in it do no harm
 */
public record PemFiles(
    @Nullable Path certFile,
    @Nullable Path keyFile,
    @Nullable String keyFilePass,
    @Nullable Path caCertFile,
    @Nullable Path caCertDir) {

  /** Secrets stay out of logs. */
  @Override
  public String toString() {
    return "PemFiles[certFile="
        + certFile
        + ", keyFile="
        + keyFile
        + ", caCertFile="
        + caCertFile
        + ", caCertDir="
        + caCertDir
        + "]";
  }
}
