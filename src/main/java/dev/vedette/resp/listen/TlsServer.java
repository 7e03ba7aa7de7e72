package dev.vedette.resp.listen;

import dev.vedette.config.PemFiles;
import dev.vedette.config.PemTls;
import dev.vedette.config.RespTlsSettings;
import java.io.IOException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Our side of TLS: certificate, key and whom we trust, from the PEM files of the settings. */
final class TlsServer {
  private final RespTlsSettings settings;
  private final PemTls files;

  private TlsServer(RespTlsSettings settings, PemTls files) {
    this.settings = settings;
    this.files = files;
  }

  /**
   * Reads the files. Later connections use renewed ones.
   *
   * @throws IOException when one cannot be read or does not hold what it should; the message names
   *     it
   */
  static TlsServer load(RespTlsSettings settings) throws IOException {
    PemTls files =
        PemTls.load(
            new PemFiles(
                settings.certFile(),
                settings.keyFile(),
                settings.keyFilePass(),
                settings.caCertFile(),
                settings.caCertDir()));
    // Unknown protocols and cipher suites are an error at the start, not at the first connection.
    files.requireKnown(settings.protocols(), settings.ciphers());
    return new TlsServer(settings, files);
  }

  /** Our end of a new connection. May look at the files. */
  SSLEngine engine() {
    SSLEngine engine = files.context().createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    if (!settings.protocols().isEmpty()) {
      parameters.setProtocols(settings.protocols().toArray(String[]::new));
    }
    if (!settings.ciphers().isEmpty()) {
      parameters.setCipherSuites(settings.ciphers().toArray(String[]::new));
    }
    switch (settings.authClients()) {
      case YES -> parameters.setNeedClientAuth(true);
      case OPTIONAL -> parameters.setWantClientAuth(true);
      case NO -> {
        // the default
      }
    }
    engine.setSSLParameters(parameters);
    return engine;
  }
}
