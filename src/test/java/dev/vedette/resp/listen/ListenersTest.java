package dev.vedette.resp.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.config.RespSettings;
import dev.vedette.config.RespTlsSettings;
import dev.vedette.config.RespTlsSettings.ClientAuthentication;
import dev.vedette.resp.RespClient;
import dev.vedette.resp.RespServer;
import dev.vedette.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
  @TempDir static Path certificates;
  private static TestCertificate own;
  private static TestCertificate friend;
  private static TestCertificate stranger;

  @TempDir Path folder;

  @BeforeAll
  static void makeCertificates() {
    own = TestCertificate.make(certificates, "server");
    friend = TestCertificate.make(certificates, "friend");
    stranger = TestCertificate.make(certificates, "stranger");
  }

  private static RespServer start(UnaryOperator<RespSettings.Builder> change) throws IOException {
    RespServer server = RespServer.builder(RespSettings.of(change)).build();
    server.start();
    return server;
  }

  private static RespTlsSettings tls(ClientAuthentication authClients, @Nullable Path trusted) {
    return new RespTlsSettings(
        own.certificate(), own.key(), null, trusted, null, authClients, List.of(), List.of());
  }

  private static SSLContext context(TestCertificate trusted, @Nullable TestCertificate shown)
      throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    try (var in = Files.newInputStream(trusted.certificate())) {
      trust.setCertificateEntry("server", factory.generateCertificate(in));
    }
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trust);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(shown == null ? null : keyStore(shown), new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  private static KeyStore keyStore(TestCertificate shown) {
    var details =
        org.springframework.boot.ssl.pem.PemSslStoreDetails.forCertificate(
                shown.certificate().toUri().toString())
            .withPrivateKey(shown.key().toUri().toString());
    KeyStore store =
        new org.springframework.boot.ssl.pem.PemSslStoreBundle(details, null).getKeyStore();
    if (store == null) {
      throw new IllegalStateException("no key store of " + shown);
    }
    return store;
  }

  private static RespClient connect(SSLContext context, int port) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return new RespClient(socket);
  }

  @Test
  void tls_serves_next_to_plain_tcp() throws Exception {
    try (RespServer server =
            start(settings ->
                settings
                    .port(RespSettings.ANY_PORT)
                    .tlsPort(RespSettings.ANY_PORT)
                    .tls(tls(ClientAuthentication.NO, null)));
        RespClient encrypted = connect(context(own, null), server.tlsPort());
        RespClient plain = new RespClient(server.port())) {
      assertThat(encrypted.call("PING")).isEqualTo("+PONG|");
      assertThat(plain.call("PING")).isEqualTo("+PONG|");
      String big = "x".repeat(1_000_000);
      assertThat(encrypted.call("PING", big)).isEqualTo("$1000000|" + big + "|");
      assertThat(encrypted.call("SUBSCRIBE", "a")).contains("subscribe");
      server.publish("a", "hi");
      assertThat(encrypted.reply()).endsWith("|hi|");
    }
  }

  @Test
  void tls_alone_needs_no_plain_port() throws Exception {
    try (RespServer server =
            start(settings ->
                settings
                    .port(0)
                    .tlsPort(RespSettings.ANY_PORT)
                    .tls(tls(ClientAuthentication.NO, null)));
        RespClient client = connect(context(own, null), server.tlsPort())) {
      assertThat(server.port()).isZero();
      assertThat(client.call("PING")).isEqualTo("+PONG|");
    }
  }

  @Test
  void clients_without_a_trusted_certificate_are_refused_when_they_need_one() throws Exception {
    RespTlsSettings strict = tls(ClientAuthentication.YES, friend.certificate());
    try (RespServer server =
        start(settings -> settings.port(0).tlsPort(RespSettings.ANY_PORT).tls(strict))) {
      try (RespClient client = connect(context(own, friend), server.tlsPort())) {
        assertThat(client.call("PING")).isEqualTo("+PONG|");
      }
      assertThatThrownBy(() -> pingOnce(context(own, null), server.tlsPort()))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> pingOnce(context(own, stranger), server.tlsPort()))
          .isInstanceOf(IOException.class);
    }
    RespTlsSettings lenient = tls(ClientAuthentication.OPTIONAL, friend.certificate());
    try (RespServer server =
        start(settings -> settings.port(0).tlsPort(RespSettings.ANY_PORT).tls(lenient))) {
      assertThat(pingOnce(context(own, null), server.tlsPort())).isEqualTo("+PONG|");
      assertThat(pingOnce(context(own, friend), server.tlsPort())).isEqualTo("+PONG|");
    }
  }

  private static String pingOnce(SSLContext context, int port) throws IOException {
    try (RespClient client = connect(context, port)) {
      return client.call("PING");
    }
  }

  @Test
  void protocols_and_ciphers_can_be_chosen() throws Exception {
    RespTlsSettings old =
        new RespTlsSettings(
            own.certificate(),
            own.key(),
            null,
            null,
            null,
            ClientAuthentication.NO,
            List.of("TLSv1.2"),
            List.of());
    try (RespServer server =
            start(settings -> settings.port(0).tlsPort(RespSettings.ANY_PORT).tls(old));
        SSLSocket socket =
            (SSLSocket)
                context(own, null)
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), server.tlsPort())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.3"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
    RespTlsSettings wrong =
        new RespTlsSettings(
            own.certificate(),
            own.key(),
            null,
            null,
            null,
            ClientAuthentication.NO,
            List.of("SSLv1"),
            List.of());
    assertThatThrownBy(
            () -> start(settings -> settings.port(0).tlsPort(RespSettings.ANY_PORT).tls(wrong)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tls-protocols: 'SSLv1'");
  }

  @Test
  void missing_tls_files_stop_the_start_and_are_named() {
    RespTlsSettings tls =
        new RespTlsSettings(
            folder.resolve("none.crt"),
            folder.resolve("none.key"),
            null,
            null,
            null,
            ClientAuthentication.NO,
            List.of(),
            List.of());
    assertThatThrownBy(
            () -> start(settings -> settings.port(0).tlsPort(RespSettings.ANY_PORT).tls(tls)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tls-cert-file")
        .hasMessageContaining("none.crt");
  }

  @Test
  void stopping_does_not_wait_for_clients_that_hang() throws Exception {
    RespServer server =
        start(settings ->
            settings
                .port(0)
                .tlsPort(RespSettings.ANY_PORT)
                .tls(tls(ClientAuthentication.NO, null)));
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.tlsPort());
        RespClient deaf = connect(context(own, null), server.tlsPort())) {
      silent.setSoTimeout(10_000);
      deaf.call("SUBSCRIBE", "a");
      for (int i = 0; i < 100; i++) {
        server.publish("a", "x".repeat(100_000));
      }
      Awaitility.await().until(() -> server.clientCount() == 2);
      long start = System.nanoTime();
      server.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(server.clientCount()).isZero();
      // Perhaps an alert, then the end.
      assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(100);
    }
  }

  @Test
  void a_client_that_never_ends_its_handshake_holds_up_nobody() throws Exception {
    try (RespServer server =
            start(settings ->
                settings
                    .port(0)
                    .tlsPort(RespSettings.ANY_PORT)
                    .tls(tls(ClientAuthentication.NO, null)));
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.tlsPort());
        RespClient client = connect(context(own, null), server.tlsPort())) {
      assertThat(silent.isConnected()).isTrue();
      assertThat(client.call("PING")).isEqualTo("+PONG|");
    }
  }

  @Test
  void a_unix_socket_serves_with_its_permissions_and_goes_away() throws Exception {
    Path path = folder.resolve("vedette.sock");
    try (RespServer server =
            start(settings -> settings.port(0).unixSocket(path).unixSocketPerm("700"));
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      assertThat(server.port()).isZero();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.write(ByteBuffer.wrap("PING\r\n".getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer reply = ByteBuffer.allocate(7);
      while (reply.hasRemaining()) {
        assertThat(channel.read(reply)).isPositive();
      }
      assertThat(new String(reply.array(), StandardCharsets.US_ASCII)).isEqualTo("+PONG\r\n");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void a_left_over_socket_file_is_replaced_but_no_other_file() throws Exception {
    Path path = folder.resolve("vedette.sock");
    try (var left = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    try (RespServer server = start(settings -> settings.port(0).unixSocket(path))) {
      assertThat(server.clientCount()).isZero();
    }
    Path precious = Files.writeString(folder.resolve("precious"), "data");
    assertThatThrownBy(() -> start(settings -> settings.port(0).unixSocket(precious)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("precious");
    assertThat(precious).hasContent("data");
  }

  @Test
  void a_port_in_use_stops_the_start_and_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() ->
              start(settings -> settings.port(taken.getLocalPort()).bind(List.of("127.0.0.1"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + ": cannot listen on 127.0.0.1");
    }
  }

  @Test
  void addresses_with_a_minus_may_be_missing() throws Exception {
    try (RespServer server =
        start(settings ->
            settings
                .port(RespSettings.ANY_PORT)
                .bind(List.of("127.0.0.1", "-203.0.113.7", "-::1")))) {
      try (RespClient client = new RespClient(server.port())) {
        assertThat(client.call("PING")).isEqualTo("+PONG|");
      }
    }
    assertThatThrownBy(() ->
            start(settings -> settings.port(RespSettings.ANY_PORT).bind(List.of("203.0.113.7"))))
        .hasMessageContaining("cannot listen on 203.0.113.7");
    assertThatThrownBy(() ->
            start(settings -> settings.port(RespSettings.ANY_PORT).bind(List.of("-203.0.113.7"))))
        .hasMessageContaining("none of the addresses in bind is available");
  }

  @Test
  void all_addresses_means_ipv4_and_ipv6() throws Exception {
    try (RespServer server =
        start(settings -> settings.port(RespSettings.ANY_PORT).bind(List.of("*", "-::*")))) {
      try (RespClient client = new RespClient(new Socket("127.0.0.1", server.port()))) {
        assertThat(client.call("CLIENT", "INFO"))
            .contains(" laddr=127.0.0.1:" + server.port() + " ");
      }
      if (hasIpv6()) {
        try (RespClient client = new RespClient(new Socket("::1", server.port()))) {
          assertThat(client.call("CLIENT", "INFO"))
              .contains(" addr=[::1]:", " laddr=[::1]:" + server.port() + " ");
        }
      }
    }
  }

  private static boolean hasIpv6() {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress("::1", 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
