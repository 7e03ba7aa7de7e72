package dev.vedette.link;

import static dev.vedette.link.FakeServer.redis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.config.PemFiles;
import dev.vedette.config.PemTls;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS towards nodes: whom we trust, what we show, and what is said when it fails. */
class TlsLinksTest extends LinksFixture {

  @TempDir static Path folder;
  private static TestCertificate node;
  private static TestCertificate watcher;

  @BeforeAll
  static void makeCertificates() {
    node = TestCertificate.make(folder, "node");
    watcher = TestCertificate.make(folder, "watcher");
  }

  private static PemTls load(TestCertificate own, TestCertificate trusted) throws IOException {
    return PemTls.load(
        new PemFiles(own.certificate(), own.key(), null, trusted.certificate(), null));
  }

  private static SSLServerSocket listener() throws IOException {
    var context = load(node, watcher).context();
    return (SSLServerSocket)
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private void useTls(TestCertificate own, TestCertificate trusted) throws IOException {
    useTls(own, trusted, List.of());
  }

  private void useTls(TestCertificate own, TestCertificate trusted, List<String> protocols)
      throws IOException {
    var tls = load(own, trusted);
    use(LinkSettings.DEFAULTS.withTls(new LinkTls(tls::context, protocols, List.of())));
  }

  @Test
  void carries_commands_and_hello_messages_over_tls() throws IOException {
    useTls(watcher, node);
    try (var server = FakeServer.answering(listener(), redis(true))) {
      connect(server.address(), WITH_PASSWORD);
      subscribe(server.address(), PUBSUB);
      inbox.awaitFirst(Input.HelloReceived.class, hello -> true);
      server.clients().getFirst().write(FakeServer.message(true, "hi"));
      send(1, "PING");

      assertThat(inbox.awaitReply(1).reply()).isEqualTo(new Reply.Status("PONG"));
      inbox.awaitFirst(Input.HelloReceived.class, hello -> "hi".equals(hello.payload()));
    }
  }

  @Test
  void shows_its_certificate_to_servers_that_want_one() throws IOException {
    useTls(watcher, node);
    var listener = listener();
    listener.setNeedClientAuth(true);
    try (var server = FakeServer.answering(listener, redis(true))) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");

      assertThat(inbox.awaitReply(1).reply()).isEqualTo(new Reply.Status("PONG"));
    }
  }

  @Test
  void does_not_talk_to_a_server_that_it_does_not_trust() throws IOException {
    useTls(watcher, watcher);
    try (var server = FakeServer.answering(listener(), redis(true))) {
      connect(server.address(), WITH_PASSWORD);

      assertThat(inbox.awaitDown(COMMANDS)).startsWith("TLS handshake failed: ");
      assertThat(server.commands()).isEmpty();
      assertThat(links.status().ended()).containsEntry(EndCause.TLS, 1L);
    }
  }

  @Test
  void says_so_when_the_server_does_not_trust_us() throws IOException {
    useTls(node, node);
    var listener = listener();
    listener.setNeedClientAuth(true);
    try (var server = FakeServer.answering(listener, redis(true))) {
      connect(server.address(), PLAIN);

      inbox.awaitDown(COMMANDS);
      awaitUntil(() -> assertThat(links.status().ended()).containsEntry(EndCause.TLS, 1L));
      assertThat(server.commands()).isEmpty();
    }
  }

  @Test
  void says_so_when_the_port_speaks_no_tls() throws IOException {
    useTls(watcher, node);
    try (var server =
        FakeServer.running(client -> {
          client.write("-ERR unknown command\r\n");
          client.listen();
        })) {
      connect(server.address(), PLAIN);

      assertThat(inbox.awaitDown(COMMANDS)).startsWith("TLS handshake failed: ");
    }
  }

  @Test
  void gives_up_on_a_handshake_that_is_not_answered() throws IOException {
    var tls = load(watcher, node);
    use(
        new LinkSettings(
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            null,
            LinkTls.of(tls.context()),
            LinkSettings.Limits.DEFAULTS));
    try (var server = FakeServer.running(FakeServer.Client::listen)) {
      connect(server.address(), PLAIN);

      assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("no answer to the TLS handshake in 200 ms");
      assertThat(links.status().ended()).containsEntry(EndCause.TIMED_OUT, 1L);
    }
  }

  @Test
  void uses_only_the_protocols_that_are_configured() throws IOException {
    useTls(watcher, node, List.of("TLSv1.2"));
    var listener = listener();
    listener.setEnabledProtocols(new String[] {"TLSv1.3"});
    try (var server = FakeServer.answering(listener, redis(true))) {
      connect(server.address(), PLAIN);

      assertThat(inbox.awaitDown(COMMANDS)).startsWith("TLS handshake failed: ");
    }
  }

  @Test
  void disconnects_at_once_although_the_server_does_not_read() throws IOException {
    useTls(watcher, node);
    var stuck = new java.util.concurrent.CountDownLatch(1);
    try (var server =
        FakeServer.answering(
            listener(),
            command -> {
              awaitQuietly(stuck);
              return "";
            })) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      var padding = "x".repeat(10_000);
      for (int ticket = 0; ticket < 5_000; ticket++) {
        send(ticket, "ECHO", padding);
      }
      disconnect(COMMANDS, "does not read");

      assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("does not read");
    } finally {
      stuck.countDown();
    }
  }

  private static void awaitQuietly(java.util.concurrent.CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
