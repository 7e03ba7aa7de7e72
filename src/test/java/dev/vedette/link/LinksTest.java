package dev.vedette.link;

import static dev.vedette.link.FakeServer.bulk;
import static dev.vedette.link.FakeServer.redis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vedette.engine.Intake;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.LinkProfile;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What links promise to the engine about connecting, commands, answers and ends. */
class LinksTest extends LinksFixture {

  @Test
  void is_up_although_the_server_never_says_a_word() throws IOException {
    try (var server = FakeServer.running(FakeServer.Client::listen)) {
      connect(server.address(), WITH_PASSWORD);

      assertThat(inbox.awaitUp(COMMANDS))
          .isEqualTo(new Input.LinkUp(COMMANDS, "127.0.0.1", "127.0.0.1"));
    }
  }

  @Test
  void introduces_itself_before_anything_else_and_keeps_those_answers_to_itself()
      throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      connect(server.address(), WITH_PASSWORD);
      inbox.awaitUp(COMMANDS);
      send(7, "PING");

      assertThat(inbox.awaitReply(7).reply()).isEqualTo(new Reply.Status("PONG"));
      assertThat(server.commands())
          .containsExactly(
              List.of("AUTH", "watcher", "s3cret"),
              List.of("HELLO", "3"),
              List.of("CLIENT", "SETNAME", "sentinel-abcdef12-cmd"),
              List.of("PING"));
      assertThat(inbox.all(Input.Replied.class)).hasSize(1);
    }
  }

  @Test
  void authenticates_the_default_user_with_the_password_alone() throws IOException {
    try (var server = FakeServer.answering(redis(false))) {
      connect(server.address(), new LinkProfile(null, "s3cret", "sentinel-1-cmd", Map.of()));

      awaitUntil(() -> assertThat(server.commands()).hasSize(3));
      assertThat(server.commands().getFirst()).containsExactly("AUTH", "s3cret");
    }
  }

  @Test
  void speaks_resp2_to_peers_because_they_have_nothing_to_push() throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      connect(server.address(), Remote.SENTINEL, WITH_PASSWORD);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");

      inbox.awaitReply(1);
      assertThat(server.commands())
          .containsExactly(
              List.of("AUTH", "watcher", "s3cret"),
              List.of("CLIENT", "SETNAME", "sentinel-abcdef12-cmd"),
              List.of("PING"));
    }
  }

  @Test
  void works_on_when_every_word_of_the_introduction_is_refused() throws IOException {
    try (var server =
        FakeServer.answering(command ->
            command.getFirst().equals("PING")
                ? "-LOADING Redis is loading\r\n"
                : "-ERR AUTH called without any password configured\r\n")) {
      connect(server.address(), WITH_PASSWORD);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");

      assertThat(inbox.awaitReply(1).reply())
          .isEqualTo(new Reply.Failure("LOADING Redis is loading"));
      assertThat(inbox.downs(COMMANDS)).isZero();
      assertThat(links.status().authFailures()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERR AUTH <password> called without any password configured for the default user.",
        "ERR Client sent AUTH, but no password is set"
      })
  void does_not_count_it_as_a_failure_that_no_password_is_needed(String answer) throws IOException {
    try (var server =
        FakeServer.answering(command ->
            command.getFirst().equals("AUTH") ? "-" + answer + "\r\n" : redis(true).to(command))) {
      connect(server.address(), WITH_PASSWORD);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");

      inbox.awaitReply(1);
      assertThat(links.status().authFailures()).isZero();
    }
  }

  @Test
  void uses_the_names_that_commands_have_on_that_server() throws IOException {
    var renamed = Map.of("AUTH", "A7", "HELLO", "H7", "CLIENT", "C7", "SUBSCRIBE", "S7");
    try (var server = FakeServer.answering(redis(false))) {
      connect(server.address(), new LinkProfile(null, "s3cret", "me-cmd", renamed));
      subscribe(server.address(), new LinkProfile(null, "s3cret", "me-pubsub", renamed));

      awaitUntil(() ->
          assertThat(server.commands())
              .containsExactlyInAnyOrder(
                  List.of("A7", "s3cret"),
                  List.of("H7", "3"),
                  List.of("C7", "SETNAME", "me-cmd"),
                  List.of("A7", "s3cret"),
                  List.of("C7", "SETNAME", "me-pubsub"),
                  List.of("S7", "__sentinel__:hello")));
    }
  }

  @Test
  void gives_every_answer_to_the_ticket_that_asked() throws IOException {
    try (var server =
        FakeServer.answering(
            command -> command.getFirst().equals("ECHO") ? bulk(command.get(1)) : "+OK\r\n")) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      var expected = new ArrayList<Input.Replied>();
      for (int ticket = 0; ticket < 1000; ticket++) {
        send(ticket, "ECHO", "é" + ticket);
        expected.add(new Input.Replied(COMMANDS, ticket, new Reply.Text("é" + ticket)));
      }

      inbox.awaitReply(999);
      assertThat(inbox.all(Input.Replied.class)).isEqualTo(expected);
    }
  }

  @Test
  void says_that_a_connection_is_refused_when_nobody_listens() throws IOException {
    int port;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    connect(Address.ofIp("127.0.0.1", port), PLAIN);

    assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("connection refused");
    assertThat(inbox.all(Input.LinkUp.class)).isEmpty();
    assertThat(links.status().ended()).containsEntry(EndCause.REFUSED, 1L);
  }

  @Test
  void does_not_connect_to_port_zero() {
    connect(Address.ofIp("127.0.0.1", 0), PLAIN);

    assertThat(inbox.awaitDown(COMMANDS)).contains("no port");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 3_600_001})
  void refuses_a_timeout_that_would_never_come(long millis) {
    assertThatThrownBy(() -> LinkSettings.DEFAULTS.withConnectTimeout(Duration.ofMillis(millis)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 1 ms and 1 hour, not " + millis + " ms");
  }

  @Test
  void gives_up_on_an_address_that_swallows_the_connect() throws IOException {
    use(LinkSettings.DEFAULTS.withConnectTimeout(Duration.ofMillis(300)));
    try (var silent = new SilentPort()) {
      connect(silent.address(), PLAIN);

      assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("no answer to the connect in 300 ms");
      assertThat(links.status().ended()).containsEntry(EndCause.TIMED_OUT, 1L);
    }
  }

  @Test
  void can_be_disconnected_while_it_is_still_connecting() throws IOException {
    use(LinkSettings.DEFAULTS.withConnectTimeout(Duration.ofMinutes(1)));
    try (var silent = new SilentPort()) {
      connect(silent.address(), PLAIN);
      awaitUntil(() -> assertThat(links.status().connecting()).containsEntry(Remote.MASTER, 1));

      disconnect(COMMANDS, "the master was removed");

      assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("the master was removed");
      awaitUntil(() -> assertThat(links.status().connecting()).containsEntry(Remote.MASTER, 0));
    }
  }

  @Test
  void connects_from_the_address_that_is_configured() throws IOException {
    use(LinkSettings.DEFAULTS.withBindSource(InetAddress.ofLiteral("127.0.0.77")));
    try (var server = FakeServer.answering(redis(false))) {
      connect(server.address(), PLAIN);

      assertThat(inbox.awaitUp(COMMANDS).localIp()).isEqualTo("127.0.0.77");
    }
  }

  @Test
  void names_the_address_that_it_cannot_connect_from() {
    use(LinkSettings.DEFAULTS.withBindSource(InetAddress.ofLiteral("192.0.2.1")));
    connect(Address.ofIp("127.0.0.1", 1), PLAIN);

    assertThat(inbox.awaitDown(COMMANDS)).contains("bind-source-addr 192.0.2.1");
  }

  @Test
  void ignores_ids_that_it_does_not_know_or_no_longer_knows() throws IOException {
    try (var server = FakeServer.answering(redis(false))) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      disconnect(COMMANDS, "enough");
      inbox.awaitDown(COMMANDS);

      send(1, "PING");
      disconnect(COMMANDS, "again");
      disconnect(new ConnectionId(99), "never seen");
      links.send(new Effect.Send(new ConnectionId(99), 2, List.of("PING")));
      links.flush();

      awaitUntil(() -> assertThat(server.clients()).allMatch(FakeServer.Client::isGone));
      assertThat(inbox.all(Input.Replied.class)).isEmpty();
      assertThat(inbox.downs(COMMANDS)).isEqualTo(1);
    }
  }

  @Test
  void ends_a_connection_on_which_too_many_commands_are_unanswered() throws IOException {
    use(LinkSettings.DEFAULTS.withLimits(LinkSettings.Limits.DEFAULTS.withUnansweredCommands(100)));
    try (var server = FakeServer.running(FakeServer.Client::listen)) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      for (int ticket = 0; ticket < 101; ticket++) {
        send(ticket, "PING");
      }

      assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("100 commands are unanswered");
      assertThat(links.status().ended()).containsEntry(EndCause.OVERFLOW, 1L);
    }
  }

  @Test
  void never_waits_for_a_server_that_does_not_read() throws IOException {
    var finished = new CountDownLatch(1);
    try (var server = FakeServer.running(client -> awaitQuietly(finished))) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      var padding = "x".repeat(10_000);
      for (int ticket = 0; ticket < 10_000; ticket++) {
        send(ticket, "ECHO", padding); // 100 MB: far more than the buffers of the system hold
      }
      disconnect(COMMANDS, "does not read");

      assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("does not read");
    } finally {
      finished.countDown();
    }
  }

  @Test
  void says_that_an_attempt_begins_before_it_says_what_has_become_of_it() throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);

      assertThat(inbox.all().getFirst()).isEqualTo(new Input.LinkConnecting(COMMANDS));
    }
  }

  @Test
  void reads_on_only_as_fast_as_the_engine_takes_it() throws IOException {
    var intake = new NarrowIntake();
    var answer = "+" + "x".repeat(20_000) + "\r\n";
    try (var server =
            FakeServer.answering(
                command -> command.getFirst().equals("PING") ? answer : "+OK\r\n");
        var slow = new NettyLinks(intake, LinkSettings.DEFAULTS)) {
      slow.connect(
          new Effect.Connect(
              COMMANDS, Purpose.COMMANDS, Remote.MASTER, server.address(), null, PLAIN));
      slow.flush();
      awaitUntil(() -> assertThat(intake.taken).hasSize(2));
      intake.close();
      for (int ticket = 0; ticket < 1000; ticket++) {
        slow.send(new Effect.Send(COMMANDS, ticket, List.of("PING")));
      }
      slow.flush();
      // The server can no longer write: what it wants to say is in the buffers of the system.
      awaitUntil(() -> assertThat(intake.callbacks).hasSize(1));
      var received = awaitStandstill(() -> slow.status().bytesReceived());
      assertThat(received).isLessThan(1_000_000);
      assertThat(intake.taken).hasSize(2);

      intake.open();

      awaitUntil(() -> assertThat(intake.taken).hasSize(1002));
      assertThat(intake.taken.stream().skip(2).map(input -> ((Input.Replied) input).ticket()))
          .containsExactlyElementsOf(LongStream.range(0, 1000).boxed().toList());
    }
  }

  private static long awaitStandstill(LongSupplier value) {
    var last = new AtomicLong(-1);
    await()
        .atMost(RecordingInbox.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> last.getAndSet(value.getAsLong()) == value.getAsLong());
    return last.get();
  }

  /** Has room or not, as the test wants. */
  private static final class NarrowIntake implements Intake {
    private final List<Input> taken = new CopyOnWriteArrayList<>();
    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();
    private boolean full;

    @Override
    public synchronized int offerAll(List<Input> inputs) {
      if (full) {
        return 0;
      }
      taken.addAll(inputs);
      return inputs.size();
    }

    @Override
    public synchronized void whenRoom(Runnable callback) {
      callbacks.add(callback);
    }

    synchronized void close() {
      full = true;
    }

    synchronized void open() {
      full = false;
      callbacks.forEach(Runnable::run);
    }
  }

  @Test
  void reports_nothing_after_it_was_closed_and_leaves_no_connection_behind() throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);
      inbox.awaitFirst(Input.HelloReceived.class, hello -> true);
      var before = List.copyOf(inbox.all());

      links.close();

      awaitUntil(() -> assertThat(server.clients()).allMatch(FakeServer.Client::isGone));
      assertThat(inbox.all()).isEqualTo(before);
      assertThat(links.status().open()).containsEntry(Remote.MASTER, 0);
      connect(server.address(), PLAIN);
      assertThat(links.status().attempts()).isEqualTo(1);
    }
  }

  @Test
  void counts_what_goes_over_the_wire() throws IOException {
    try (var server = FakeServer.answering(redis(false))) {
      connect(server.address(), Remote.SENTINEL, PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");
      inbox.awaitReply(1);

      var status = links.status();
      assertThat(status.open()).containsEntry(Remote.SENTINEL, 1).containsEntry(Remote.MASTER, 0);
      assertThat(status.repliesReceived()).isEqualTo(2);
      assertThat(status.bytesReceived()).isEqualTo("+OK\r\n+PONG\r\n".length());
      awaitUntil(() -> assertThat(links.status().commandsSent()).isEqualTo(2));
      assertThat(links.status().bytesSent()).isGreaterThan(50);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A port whose queue of connections is full, so that the system ignores further ones. */
  private static final class SilentPort implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> fillers = new ArrayList<>();

    SilentPort() throws IOException {
      try {
        for (int i = 0; i < 10; i++) {
          var filler = new Socket();
          fillers.add(filler);
          filler.connect(
              new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 200);
        }
      } catch (IOException e) {
        return; // full
      }
      throw new IllegalStateException("the system takes any number of connections");
    }

    Address address() {
      return Address.ofIp("127.0.0.1", listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      for (var filler : fillers) {
        filler.close();
      }
      listener.close();
    }
  }
}
