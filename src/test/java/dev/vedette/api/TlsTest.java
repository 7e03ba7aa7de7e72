package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.testing.TestCertificate;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void a_client_certificate_stands_for_the_user_of_its_common_name() throws Exception {
    TestCertificate server = TestCertificate.make(folder, "server");
    TestCertificate anna = TestCertificate.make(folder, "anna");
    TestCertificate stranger = TestCertificate.make(folder, "stranger");
    Path trusted = folder.resolve("trusted.pem");
    Files.writeString(
        trusted, Files.readString(anna.certificate()) + Files.readString(stranger.certificate()));
    String bundle = "spring.ssl.bundle.pem.web.";
    try (ApiServer api =
        ApiServer.setup()
            .property("server.ssl.bundle", "web")
            .property("server.ssl.client-auth", "want")
            .property(bundle + "keystore.certificate", server.certificate().toString())
            .property(bundle + "keystore.private-key", server.key().toString())
            .property(bundle + "truststore.certificate", trusted.toString())
            .property("vedette.security.client-certificates", "true")
            .property("vedette.security.users.anna.roles", "viewer")
            .property(
                "vedette.security.users.berta.password", new BCryptPasswordEncoder(4).encode("pw"))
            .property("vedette.security.users.berta.roles", "viewer")
            .start()) {
      URI masters = URI.create("https://127.0.0.1:" + api.uri("/").getPort() + "/api/v1/masters");

      HttpResponse<String> asAnna = get(masters, server, anna, null);
      assertThat(asAnna.statusCode()).isEqualTo(200);
      assertThat(asAnna.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(get(masters, server, stranger, null).statusCode()).isEqualTo(401);
      assertThat(get(masters, server, null, null).statusCode()).isEqualTo(401);
      assertThat(get(masters, server, null, "berta:pw").statusCode()).isEqualTo(200);
      // Somebody without a password cannot come with an empty one.
      assertThat(get(masters, server, null, "anna:").statusCode()).isEqualTo(401);
    }
  }

  private static HttpResponse<String> get(
      URI uri, TestCertificate server, @Nullable TestCertificate client, @Nullable String user)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (user != null) {
      byte[] pair = user.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    try (HttpClient http = HttpClient.newBuilder().sslContext(context(server, client)).build()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static SSLContext context(TestCertificate server, @Nullable TestCertificate client)
      throws Exception {
    KeyStore trust = empty();
    trust.setCertificateEntry("server", certificate(server));
    TrustManagerFactory trusting =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusting.init(trust);
    KeyStore keys = empty();
    if (client != null) {
      keys.setKeyEntry("client", key(client), PASSWORD, new Certificate[] {certificate(client)});
    }
    KeyManagerFactory introducing =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    introducing.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(introducing.getKeyManagers(), trusting.getTrustManagers(), null);
    return context;
  }

  private static KeyStore empty() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }

  private static Certificate certificate(TestCertificate from) throws Exception {
    try (InputStream in = Files.newInputStream(from.certificate())) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static PrivateKey key(TestCertificate from) throws Exception {
    String pem = Files.readString(from.key()).replaceAll("-----.*-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
  }
}
