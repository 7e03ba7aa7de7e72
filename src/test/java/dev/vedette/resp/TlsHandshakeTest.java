package dev.vedette.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.config.RespSettings;
import dev.vedette.config.RespTlsSettings;
import dev.vedette.config.RespTlsSettings.ClientAuthentication;
import dev.vedette.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does not get through the handshake takes no place for long. */
class TlsHandshakeTest {
  private static final byte[] HALF_A_CLIENT_HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

  @TempDir static Path certificates;
  private static TestCertificate own;
  private final RespServer server;

  @BeforeAll
  static void makeCertificate() {
    own = TestCertificate.make(certificates, "server");
  }

  TlsHandshakeTest() throws IOException {
    RespTlsSettings tls =
        new RespTlsSettings(
            own.certificate(),
            own.key(),
            null,
            null,
            null,
            ClientAuthentication.NO,
            List.of(),
            List.of());
    server =
        RespServer.builder(
                RespSettings.of(s ->
                    s.port(0).tlsPort(RespSettings.ANY_PORT).bind(List.of("127.0.0.1")).tls(tls)))
            .handshakeLimit(Duration.ofMillis(500))
            .build();
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.tlsPort());
    socket.setSoTimeout(20_000);
    await().until(() -> server.counters().connections() > 0);
    return socket;
  }

  @Test
  void a_client_that_says_nothing_is_disconnected_after_a_while() throws Exception {
    try (Socket silent = connect()) {
      assertThat(server.clientCount()).isOne();
      assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(100);
      await().until(() -> server.clientCount() == 0);
    }
  }

  @Test
  void a_client_that_stops_in_the_middle_is_disconnected_after_a_while() throws Exception {
    try (Socket slow = connect()) {
      slow.getOutputStream().write(HALF_A_CLIENT_HELLO);
      assertThat(slow.getInputStream().readAllBytes()).hasSizeLessThan(100);
      await().until(() -> server.clientCount() == 0);
    }
  }

  @Test
  void a_client_that_goes_in_the_middle_leaves_nothing() throws Exception {
    try (Socket gone = connect()) {
      gone.getOutputStream().write(HALF_A_CLIENT_HELLO);
    }
    await().until(() -> server.clientCount() == 0);
  }

  @Test
  void a_client_that_speaks_no_tls_is_disconnected() throws Exception {
    try (Socket plain = connect()) {
      plain.getOutputStream().write("PING\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(plain.getInputStream().readAllBytes()).hasSizeLessThan(100);
      await().until(() -> server.clientCount() == 0);
    }
    assertThat(server.counters().commands()).isZero();
  }
}
