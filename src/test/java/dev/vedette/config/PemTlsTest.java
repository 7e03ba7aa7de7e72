package dev.vedette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vedette.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the PEM files, and what is said about bad ones. */
class PemTlsTest {

  @TempDir static Path made;
  private static TestCertificate first;
  private static TestCertificate second;

  @TempDir Path folder;
  private Path certFile;
  private Path keyFile;

  @BeforeAll
  static void makeCertificates() {
    first = TestCertificate.make(made, "first");
    second = TestCertificate.make(made, "second");
  }

  @BeforeEach
  void install() throws IOException {
    certFile = folder.resolve("redis.crt");
    keyFile = folder.resolve("redis.key");
    install(first);
  }

  private void install(TestCertificate certificate) throws IOException {
    Files.copy(certificate.certificate(), certFile, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(certificate.key(), keyFile, StandardCopyOption.REPLACE_EXISTING);
  }

  private PemFiles files() {
    return new PemFiles(certFile, keyFile, null, certFile, null);
  }

  @Test
  void loads_certificate_key_and_authorities() throws IOException {
    assertThat(PemTls.load(files()).context().getProtocol()).isEqualTo("TLS");
  }

  @Test
  void loads_a_key_that_is_encrypted() throws IOException {
    var encrypted = first.encryptedKey("s3cret");
    var files = new PemFiles(certFile, encrypted, "s3cret", certFile, null);

    assertThat(PemTls.load(files).context()).isNotNull();
    assertThat(files.toString()).doesNotContain("s3cret");
  }

  @Test
  void says_that_it_cannot_use_an_encrypted_key_with_the_wrong_password() {
    var files = new PemFiles(certFile, first.encryptedKey("s3cret"), "wrong", certFile, null);

    assertThatThrownBy(() -> PemTls.load(files))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("redis.crt")
        .hasMessageContaining(".encrypted");
  }

  @Test
  void trusts_what_is_in_a_folder_and_overlooks_what_else_is_there() throws IOException {
    var authorities = Files.createDirectory(folder.resolve("authorities"));
    Files.copy(first.certificate(), authorities.resolve("a.pem"));
    Files.copy(second.certificate(), authorities.resolve("5ed36f99.0"));
    Files.writeString(authorities.resolve("README"), "nothing to see");

    var tls = PemTls.load(new PemFiles(null, null, null, null, authorities));

    assertThat(tls.context()).isNotNull();
  }

  @Test
  void names_the_option_and_the_file_that_cannot_be_used() throws IOException {
    var missing = folder.resolve("missing.crt");
    assertThatThrownBy(() -> PemTls.load(new PemFiles(missing, keyFile, null, null, null)))
        .hasMessage("tls-cert-file: cannot use " + missing + ": there is no such file");
    assertThatThrownBy(() -> PemTls.load(new PemFiles(certFile, certFile, null, null, null)))
        .hasMessageContaining("tls-key-file: cannot use " + certFile)
        .hasMessageContaining("PRIVATE KEY");
    assertThatThrownBy(() -> PemTls.load(new PemFiles(null, null, null, keyFile, null)))
        .hasMessageContaining("tls-ca-cert-file: cannot use " + keyFile);
    assertThatThrownBy(() -> PemTls.load(new PemFiles(null, null, null, null, missing)))
        .hasMessageContaining("tls-ca-cert-dir: cannot list " + missing);
    var empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> PemTls.load(new PemFiles(null, null, null, null, empty)))
        .hasMessage("tls-ca-cert-dir: no file in " + empty + " has a certificate");
  }

  @Test
  void says_that_a_key_does_not_belong_to_the_certificate() {
    var files = new PemFiles(certFile, second.key(), null, null, null);

    assertThatThrownBy(() -> PemTls.load(files))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the key does not belong to the certificate")
        .hasMessageContaining("second.key");
  }

  @Test
  void says_which_protocol_or_cipher_is_not_known() throws IOException {
    var tls = PemTls.load(files());
    tls.requireKnown(List.of("TLSv1.3"), List.of("TLS_AES_128_GCM_SHA256"));

    assertThatThrownBy(() -> tls.requireKnown(List.of("TLSv1.9"), List.of()))
        .hasMessageContaining("tls-protocols: 'TLSv1.9' is not known")
        .hasMessageContaining("TLSv1.3");
    assertThatThrownBy(() -> tls.requireKnown(List.of(), List.of("ROT13")))
        .hasMessageContaining("tls-ciphers: 'ROT13' is not known");
  }

  @Test
  void follows_a_certificate_that_is_renewed() throws IOException {
    var tls = PemTls.load(files());
    var before = tls.context();

    install(second);
    age(certFile);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(tls.context()).isNotSameAs(before));
  }

  @Test
  void keeps_the_old_certificate_while_a_renewal_is_half_done() throws IOException {
    var tls = PemTls.load(files());
    var before = tls.context();

    Files.writeString(certFile, "-----BEGIN CERT");
    age(certFile);
    await()
        .pollDelay(Duration.ofMillis(1500)) // longer than the pause between two looks
        .untilAsserted(() -> assertThat(tls.context()).isSameAs(before));
    install(second);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(tls.context()).isNotSameAs(before));
  }

  /** Files change within the resolution of time stamps in tests, and in tests only. */
  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }
}
