package dev.vedette.notify;

import dev.vedette.testing.TestCertificate;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** A server and clients with certificates; each trusts the other. */
public final class TlsParties {

  private final TestCertificate server;
  private final TestCertificate client;
  private final TestCertificate stranger;

  /** Makes their certificates in that folder. */
  public TlsParties(Path folder) {
    server = TestCertificate.make(folder, "server");
    client = TestCertificate.make(folder, "client");
    stranger = TestCertificate.make(folder, "stranger");
  }

  /** The server's side. */
  public SSLContext server() {
    return bundle(server, client).createSslContext();
  }

  /**
   * Bundles {@code ours}, {@code without-key} and {@code stranger}, which trusts another server.
   */
  public SslBundles bundles() {
    DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
    bundles.registerBundle("ours", bundle(client, server));
    bundles.registerBundle("without-key", bundle(null, server));
    bundles.registerBundle("stranger", bundle(client, stranger));
    return bundles;
  }

  private static SslBundle bundle(@Nullable TestCertificate own, TestCertificate trusted) {
    PemSslStoreDetails keys =
        own == null
            ? null
            : new PemSslStoreDetails(null, location(own.certificate()), location(own.key()));
    PemSslStoreDetails trust = PemSslStoreDetails.forCertificate(location(trusted.certificate()));
    return SslBundle.of(new PemSslStoreBundle(keys, trust));
  }

  private static String location(Path file) {
    return file.toUri().toString();
  }
}
