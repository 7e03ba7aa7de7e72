package dev.vedette;

import dev.vedette.config.LinkTlsSettings;
import dev.vedette.link.LinkTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * TLS of the connections that we open, from the PEM files of the settings. The files are looked at
 * for every connection and read again when one has changed; while what is there cannot be used, the
 * last good content is.
 */
final class LinkTlsFiles implements Supplier<SSLContext> {

  private static final Logger LOG = LoggerFactory.getLogger(LinkTlsFiles.class);

  private record Loaded(Map<Path, FileTime> times, SSLContext context) {}

  private final LinkTlsSettings settings;
  private Loaded loaded;
  private @Nullable Map<Path, FileTime> refused;

  private LinkTlsFiles(LinkTlsSettings settings) throws IOException {
    this.settings = settings;
    this.loaded = new Loaded(times(), read());
  }

  /**
   * Reads the files.
   *
   * @throws StartException when they cannot be used
   */
  static LinkTls of(LinkTlsSettings settings) {
    try {
      return new LinkTls(new LinkTlsFiles(settings), settings.protocols(), settings.ciphers());
    } catch (IOException e) {
      throw new StartException("TLS towards Redis cannot be set up: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized SSLContext get() {
    try {
      Map<Path, FileTime> now = times();
      if (!now.equals(loaded.times) && !now.equals(refused)) {
        refused = now;
        loaded = new Loaded(now, read());
        refused = null;
        LOG.info("TLS towards Redis uses renewed certificates");
      }
    } catch (IOException e) {
      LOG.error("Changed TLS files cannot be used, the ones before stay: {}", e.getMessage());
    }
    return loaded.context;
  }

  private Map<Path, FileTime> times() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    for (Path file : files()) {
      times.put(file, Files.getLastModifiedTime(file));
    }
    return times;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(authorities());
    if (settings.certFile() != null && settings.keyFile() != null) {
      files.add(settings.certFile());
      files.add(settings.keyFile());
    }
    return files;
  }

  private List<Path> authorities() throws IOException {
    List<Path> files = new ArrayList<>();
    if (settings.caCertFile() != null) {
      files.add(settings.caCertFile());
    }
    if (settings.caCertDir() != null) {
      try (DirectoryStream<Path> folder =
          Files.newDirectoryStream(settings.caCertDir(), "*.{pem,crt,cer,0,1,2}")) {
        folder.forEach(files::add);
      }
    }
    return files;
  }

  private SSLContext read() throws IOException {
    StringBuilder authorities = new StringBuilder();
    for (Path file : authorities()) {
      authorities.append(pem(file)).append('\n');
    }
    PemSslStoreDetails own = null;
    if (settings.certFile() != null && settings.keyFile() != null) {
      own =
          PemSslStoreDetails.forCertificate(pem(settings.certFile()))
              .withPrivateKey(pem(settings.keyFile()))
              .withPrivateKeyPassword(settings.keyFilePass());
    }
    try {
      PemSslStoreDetails trusted = PemSslStoreDetails.forCertificate(authorities.toString());
      return SslBundle.of(new PemSslStoreBundle(own, trusted)).createSslContext();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException(files() + ": " + e.getMessage(), e);
    }
  }

  private static String pem(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e.getClass().getSimpleName(), e);
    }
    if (!text.contains("-----BEGIN ")) {
      throw new IOException(file + " is no PEM file: it has no -----BEGIN line");
    }
    return text;
  }
}
