package dev.vedette.resp.transport;

import dev.vedette.config.RespTlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Our side of TLS: certificate, key and whom we trust, from the PEM files of the settings. */
final class TlsServer {
  private final RespTlsSettings settings;
  private final SSLContext context;

  private TlsServer(RespTlsSettings settings, SSLContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * Reads the files.
   *
   * @throws IOException when one cannot be read or does not hold what it should; the message names
   *     it
   */
  static TlsServer load(RespTlsSettings settings) throws IOException {
    String chain = read("tls-cert-file", settings.certFile());
    String key = read("tls-key-file", settings.keyFile());
    String trusted = trusted(settings);
    try {
      PemSslStoreDetails own =
          PemSslStoreDetails.forCertificate(chain)
              .withPrivateKey(key)
              .withPrivateKeyPassword(settings.keyFilePass());
      PemSslStoreDetails trust =
          trusted == null ? null : PemSslStoreDetails.forCertificate(trusted);
      SSLContext context = SslBundle.of(new PemSslStoreBundle(own, trust)).createSslContext();
      TlsServer server = new TlsServer(settings, context);
      server.checkNames();
      return server;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException(
          "TLS cannot be set up with tls-cert-file "
              + settings.certFile()
              + " and tls-key-file "
              + settings.keyFile()
              + ": "
              + rootMessage(e),
          e);
    }
  }

  private static @Nullable String trusted(RespTlsSettings settings) throws IOException {
    List<String> certificates = new ArrayList<>();
    if (settings.caCertFile() != null) {
      certificates.add(read("tls-ca-cert-file", settings.caCertFile()));
    }
    if (settings.caCertDir() != null) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(settings.caCertDir(), "*.{pem,crt,cer,0,1,2}")) {
        for (Path file : files) {
          certificates.add(read("tls-ca-cert-dir", file));
        }
      } catch (IOException e) {
        throw new IOException(
            "tls-ca-cert-dir: cannot read " + settings.caCertDir() + ": " + e.getMessage(), e);
      }
    }
    return certificates.isEmpty() ? null : String.join("\n", certificates);
  }

  private static String read(String option, Path file) throws IOException {
    try {
      String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
      if (!text.contains("-----BEGIN ")) {
        throw new IOException(
            option + ": " + file + " is not a PEM file; it needs a -----BEGIN line");
      }
      return text;
    } catch (java.nio.file.NoSuchFileException | java.nio.file.AccessDeniedException e) {
      throw new IOException(
          option + ": cannot read " + file + ": " + e.getClass().getSimpleName(), e);
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Unknown protocols and cipher suites are an error at the start, not at the first connection. */
  private void checkNames() throws IOException {
    SSLParameters supported = context.getSupportedSSLParameters();
    requireKnown("tls-protocols", settings.protocols(), List.of(supported.getProtocols()));
    requireKnown("tls-ciphers", settings.ciphers(), List.of(supported.getCipherSuites()));
  }

  private static void requireKnown(String option, List<String> names, List<String> known)
      throws IOException {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IOException(
            option + ": '" + name + "' is not known; use one of " + String.join(" ", known));
      }
    }
  }

  /** TLS over an accepted connection; the handshake comes later. */
  SSLSocket wrap(Socket tcp) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(tcp, tcp.getInetAddress().getHostAddress(), tcp.getPort(), true);
    socket.setUseClientMode(false);
    SSLParameters parameters = socket.getSSLParameters();
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
    socket.setSSLParameters(parameters);
    return socket;
  }
}
