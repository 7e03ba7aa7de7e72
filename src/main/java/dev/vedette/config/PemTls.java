package dev.vedette.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * A TLS context made of PEM files, which follows them: when a certificate is renewed, new
 * connections use it without a restart. A renewal that cannot be read is logged and the old
 * certificate is kept. Any thread.
 */
public final class PemTls {

  private static final Logger LOG = LoggerFactory.getLogger(PemTls.class);
  private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  private record Loaded(SSLContext context, Map<Path, FileTime> changed) {}

  private final PemFiles files;
  private final ReentrantLock reloading = new ReentrantLock();
  private volatile Loaded loaded;
  private volatile long lookedNanos = System.nanoTime();

  private PemTls(PemFiles files, Loaded loaded) {
    this.files = files;
    this.loaded = loaded;
  }

  /**
   * Reads the files.
   *
   * @throws IOException when one of them cannot be read or does not hold what it should, or when
   *     key and certificate do not belong together; the message names the file and its option
   */
  public static PemTls load(PemFiles files) throws IOException {
    return new PemTls(files, read(files));
  }

  /** The context, with what the files say now. */
  public SSLContext context() {
    if (System.nanoTime() - lookedNanos > LOOK_AGAIN_NANOS && reloading.tryLock()) {
      try {
        reloadWhenChanged();
      } finally {
        lookedNanos = System.nanoTime();
        reloading.unlock();
      }
    }
    return loaded.context();
  }

  private void reloadWhenChanged() {
    var before = loaded;
    try {
      if (!changeTimes(files).equals(before.changed())) {
        loaded = read(files);
        LOG.info("TLS files have changed and are used from now on: {}", files);
      }
    } catch (IOException e) {
      LOG.warn("TLS files have changed but cannot be used, the old ones stay: {}", e.getMessage());
      // Not again before they change again.
      loaded = new Loaded(before.context(), changeTimesIfAny(files, before.changed()));
    }
  }

  /**
   * Checks names at the start, so that a misspelt one is no surprise at the first connection.
   *
   * @throws IOException when the platform does not know one of them; the message lists those it
   *     knows
   */
  public void requireKnown(List<String> protocols, List<String> ciphers) throws IOException {
    var supported = loaded.context().getSupportedSSLParameters();
    requireKnown("tls-protocols", protocols, List.of(supported.getProtocols()));
    requireKnown("tls-ciphers", ciphers, List.of(supported.getCipherSuites()));
  }

  private static void requireKnown(String option, List<String> names, List<String> known)
      throws IOException {
    for (var name : names) {
      if (!known.contains(name)) {
        throw new IOException(
            option + ": '" + name + "' is not known; use some of " + String.join(" ", known));
      }
    }
  }

  private static Loaded read(PemFiles files) throws IOException {
    var changed = changeTimes(files);
    try {
      var stores = new PemSslStoreBundle(own(files), trusted(files));
      requireMatch(stores.getKeyStore());
      return new Loaded(SslBundle.of(stores).createSslContext(), changed);
    } catch (IllegalArgumentException | IllegalStateException | GeneralSecurityException e) {
      throw new IOException("cannot set up TLS with " + files + ": " + rootMessage(e), e);
    }
  }

  /** Signs something, because nothing else compares the two before a client or server does. */
  private static void requireMatch(@Nullable KeyStore store) throws GeneralSecurityException {
    if (store == null) {
      return;
    }
    var alias = store.aliases().nextElement();
    var signature =
        switch (store.getKey(alias, null)) {
          case RSAPrivateKey _ -> Signature.getInstance("SHA256withRSA");
          case ECPrivateKey _ -> Signature.getInstance("SHA256withECDSA");
          case EdECPrivateKey _ -> Signature.getInstance("EdDSA");
          case null, default -> null;
        };
    if (signature != null) {
      signature.initSign((PrivateKey) store.getKey(alias, null));
      signature.update(CERTIFICATE.getBytes(StandardCharsets.US_ASCII));
      var signed = signature.sign();
      signature.initVerify(store.getCertificate(alias));
      signature.update(CERTIFICATE.getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(signed)) {
        throw new SignatureException("the key does not belong to the certificate");
      }
    }
  }

  private static @Nullable PemSslStoreDetails own(PemFiles files) throws IOException {
    if (files.certFile() == null || files.keyFile() == null) {
      return null;
    }
    return PemSslStoreDetails.forCertificate(text("tls-cert-file", files.certFile(), CERTIFICATE))
        .withPrivateKey(text("tls-key-file", files.keyFile(), "PRIVATE KEY-----"))
        .withPrivateKeyPassword(files.keyFilePass());
  }

  private static @Nullable PemSslStoreDetails trusted(PemFiles files) throws IOException {
    var certificates = new ArrayList<String>();
    if (files.caCertFile() != null) {
      certificates.add(text("tls-ca-cert-file", files.caCertFile(), CERTIFICATE));
    }
    if (files.caCertDir() != null) {
      var found = certificatesIn(files.caCertDir());
      if (found.isEmpty()) {
        throw new IOException(
            "tls-ca-cert-dir: no file in " + files.caCertDir() + " has a certificate");
      }
      certificates.addAll(found);
    }
    return certificates.isEmpty()
        ? null
        : PemSslStoreDetails.forCertificate(String.join("\n", certificates));
  }

  private static List<String> certificatesIn(Path folder) throws IOException {
    var certificates = new ArrayList<String>();
    for (var file : filesIn(folder)) {
      var text = text("tls-ca-cert-dir", file, "");
      if (text.contains(CERTIFICATE)) {
        certificates.add(text);
      }
    }
    return certificates;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new IOException("tls-ca-cert-dir: cannot list " + folder + ": " + reason(e), e);
    }
  }

  private static String text(String option, Path file, String mark) throws IOException {
    try {
      var text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (!text.contains(mark)) {
        throw new IOException(
            "no line '" + mark + "' in it, so it is not the PEM file it should be");
      }
      return text;
    } catch (IOException e) {
      throw new IOException(option + ": cannot use " + file + ": " + reason(e), e);
    }
  }

  private static Map<Path, FileTime> changeTimes(PemFiles files) throws IOException {
    var times = new TreeMap<Path, FileTime>();
    var paths = new ArrayList<@Nullable Path>();
    paths.add(files.certFile());
    paths.add(files.keyFile());
    paths.add(files.caCertFile());
    if (files.caCertDir() != null) {
      paths.addAll(filesIn(files.caCertDir()));
    }
    for (var path : paths) {
      if (path != null && Files.exists(path)) {
        times.put(path, Files.getLastModifiedTime(path));
      }
    }
    return times;
  }

  private static Map<Path, FileTime> changeTimesIfAny(
      PemFiles files, Map<Path, FileTime> otherwise) {
    try {
      return changeTimes(files);
    } catch (IOException e) {
      return otherwise;
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException ignored -> "there is no such file";
      case java.nio.file.AccessDeniedException ignored -> "permission denied";
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  private static String rootMessage(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
