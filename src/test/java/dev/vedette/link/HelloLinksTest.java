package dev.vedette.link;

import static dev.vedette.link.FakeServer.bulk;
import static dev.vedette.link.FakeServer.message;
import static dev.vedette.link.FakeServer.redis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How hello messages arrive: on a shared RESP3 connection or on a RESP2 one of their own. */
class HelloLinksTest extends LinksFixture {

  private void awaitConfirmation() {
    inbox.awaitFirst(Input.HelloReceived.class, hello -> hello.payload() == null);
  }

  @Test
  void shares_a_resp3_connection_between_commands_and_hello_messages() throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);
      awaitConfirmation();
      server.clients().getFirst().write(message(true, "10.0.0.1,26379"));
      send(1, "PING");

      assertThat(inbox.awaitReply(1).reply()).isEqualTo(new Reply.Status("PONG"));
      assertThat(inbox.all(Input.HelloReceived.class))
          .containsExactly(
              new Input.HelloReceived(HELLO, null),
              new Input.HelloReceived(HELLO, "10.0.0.1,26379"));
      assertThat(server.clients()).hasSize(1);
      assertThat(links.status().sharedSubscriptions()).isEqualTo(1);
    }
  }

  @Test
  void subscribes_on_a_second_connection_where_the_server_speaks_only_resp2() throws IOException {
    try (var server = FakeServer.answering(redis(false))) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);
      awaitConfirmation();
      server.clients().getLast().write(message(false, "10.0.0.1,26379"));

      inbox.awaitFirst(
          Input.HelloReceived.class, hello -> "10.0.0.1,26379".equals(hello.payload()));
      assertThat(server.clients()).hasSize(2);
      assertThat(server.clients().getLast().received())
          .containsExactly(
              List.of("CLIENT", "SETNAME", "sentinel-abcdef12-pubsub"),
              List.of("SUBSCRIBE", "__sentinel__:hello"));
      assertThat(links.status().sharedSubscriptions()).isZero();
    }
  }

  @Test
  void subscribes_on_a_second_connection_when_the_command_connection_is_unknown()
      throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      subscribe(server.address(), PUBSUB);

      awaitConfirmation();
      assertThat(server.commands().getLast()).containsExactly("SUBSCRIBE", "__sentinel__:hello");
    }
  }

  @Test
  void subscribes_on_a_second_connection_when_hello_stays_unanswered() throws IOException {
    use(LinkSettings.DEFAULTS.withConnectTimeout(Duration.ofMillis(150)));
    try (var server = FakeServer.running(FakeServer.Client::listen)) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);

      inbox.awaitUp(HELLO);
      awaitUntil(() -> assertThat(server.clients()).hasSize(2));
    }
  }

  @Test
  void does_not_need_the_second_connection_to_fail_with_the_first() throws IOException {
    try (var server =
        FakeServer.running(client -> {
          var first = client.read();
          if (!first.getFirst().equals("HELLO")) {
            client.listen();
          }
        })) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);

      assertThat(inbox.awaitDown(COMMANDS)).contains("closed by the server");
      inbox.awaitUp(HELLO);
      assertThat(inbox.downs(HELLO)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void ends_both_uses_of_a_shared_connection_when_either_is_disconnected(long which)
      throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);
      awaitConfirmation();

      disconnect(new ConnectionId(which), "silence");

      assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("silence");
      assertThat(inbox.awaitDown(HELLO)).isEqualTo("silence");
      awaitUntil(() -> assertThat(server.clients()).allMatch(FakeServer.Client::isGone));
      assertThat(List.of(inbox.downs(COMMANDS), inbox.downs(HELLO))).containsExactly(1L, 1L);
    }
  }

  @Test
  void ends_both_uses_of_a_shared_connection_when_the_server_closes_it() throws IOException {
    try (var server =
        FakeServer.running(client -> {
          while (true) {
            var command = client.read();
            if (command.getFirst().equals("QUIT")) {
              return;
            }
            client.write(redis(true).to(command));
          }
        })) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);
      awaitConfirmation();
      send(1, "QUIT");

      assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("closed by the server");
      assertThat(inbox.awaitDown(HELLO)).isEqualTo("closed by the server");
    }
  }

  @Test
  void leaves_the_command_connection_alone_when_they_do_not_share() throws IOException {
    try (var server = FakeServer.answering(redis(false))) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);
      awaitConfirmation();

      disconnect(HELLO, "silence");

      assertThat(inbox.awaitDown(HELLO)).isEqualTo("silence");
      send(1, "PING");
      inbox.awaitReply(1);
      assertThat(inbox.downs(COMMANDS)).isZero();
    }
  }

  @Test
  void can_be_disconnected_while_it_waits_to_learn_the_protocol() throws IOException {
    use(LinkSettings.DEFAULTS.withConnectTimeout(Duration.ofMinutes(1)));
    try (var server = FakeServer.running(FakeServer.Client::listen)) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      subscribe(server.address(), PUBSUB);

      disconnect(HELLO, "no longer a replica");

      assertThat(inbox.awaitDown(HELLO)).isEqualTo("no longer a replica");
      assertThat(server.clients()).hasSize(1);
    }
  }

  @Test
  void keeps_the_subscription_out_of_a_transaction() throws IOException {
    try (var server =
        FakeServer.answering(command ->
            switch (command.getFirst()) {
              case "HELLO" -> FakeServer.PROTO_3;
              case "SUBSCRIBE" -> redis(true).to(command);
              case "SLAVEOF" -> "+QUEUED\r\n";
              case "EXEC" -> "*1\r\n+OK\r\n";
              default -> "+OK\r\n";
            })) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "MULTI");
      subscribe(server.address(), PUBSUB);
      inbox.awaitUp(HELLO);
      send(2, "SLAVEOF", "NO", "ONE");
      send(3, "EXEC");

      awaitConfirmation();
      assertThat(inbox.awaitReply(3).reply())
          .isEqualTo(new Reply.Many(List.of(new Reply.Status("OK"))));
      assertThat(server.commands().stream().map(List::getFirst))
          .containsExactly("HELLO", "CLIENT", "MULTI", "SLAVEOF", "EXEC", "SUBSCRIBE");
    }
  }

  @Test
  void says_so_when_the_server_refuses_the_subscription_and_keeps_the_commands()
      throws IOException {
    for (var resp3 : List.of(true, false)) {
      var seen = new RecordingInbox();
      try (var server =
              FakeServer.answering(command ->
                  command.getFirst().equals("SUBSCRIBE")
                      ? "-NOPERM no permissions to access this channel\r\n"
                      : redis(resp3).to(command));
          var own = new NettyLinks(seen, LinkSettings.DEFAULTS)) {
        own.connect(
            new Effect.Connect(
                COMMANDS, Purpose.COMMANDS, Remote.REPLICA, server.address(), null, PLAIN));
        own.connect(
            new Effect.Connect(
                HELLO, Purpose.HELLO, Remote.REPLICA, server.address(), COMMANDS, PUBSUB));
        own.flush();

        assertThat(seen.awaitDown(HELLO))
            .isEqualTo(
                "the server refused the subscription: NOPERM no permissions to access this channel");
        own.send(new Effect.Send(COMMANDS, 5, List.of("PING")));
        own.flush();
        assertThat(seen.awaitReply(5).reply()).isEqualTo(new Reply.Status("PONG"));
        assertThat(seen.downs(COMMANDS)).isZero();
      }
    }
  }

  @Test
  void drops_an_oversized_hello_message_but_lets_the_engine_see_the_activity() throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);
      awaitConfirmation();
      server.clients().getFirst().write(message(true, "x".repeat(8193)));
      server.clients().getFirst().write(message(true, "y".repeat(8192)));

      inbox.awaitFirst(
          Input.HelloReceived.class,
          hello -> hello.payload() != null && hello.payload().length() == 8192);
      assertThat(inbox.all(Input.HelloReceived.class)).hasSize(3);
      assertThat(inbox.all(Input.HelloReceived.class).get(1).payload()).isNull();
      assertThat(links.status().helloMessagesDropped()).isEqualTo(1);
      assertThat(links.status().helloMessages()).isEqualTo(2);
    }
  }

  @Test
  void ignores_pushes_that_are_no_hello_messages() throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);
      awaitConfirmation();
      var client = server.clients().getFirst();
      client.write(">2\r\n" + bulk("invalidate") + "*1\r\n" + bulk("key"));
      client.write(">3\r\n" + bulk("message") + bulk("another:channel") + bulk("x"));
      client.write(">0\r\n");
      client.write(">1\r\n:5\r\n");
      send(1, "PING");

      inbox.awaitReply(1);
      assertThat(inbox.all(Input.HelloReceived.class)).hasSize(1);
    }
  }

  @Test
  void understands_a_hello_message_inside_of_another_answer() throws IOException {
    // Redis 6 and 7.0 write it there when a transaction publishes to its own connection.
    try (var server =
        FakeServer.answering(command ->
            command.getFirst().equals("EXEC")
                ? "*2\r\n+OK\r\n" + message(true, "10.0.0.1,26379") + ":1\r\n"
                : redis(true).to(command))) {
      connect(server.address(), PLAIN);
      subscribe(server.address(), PUBSUB);
      awaitConfirmation();
      send(1, "EXEC");

      assertThat(inbox.awaitReply(1).reply())
          .isEqualTo(new Reply.Many(List.of(new Reply.Status("OK"), new Reply.Number(1))));
      inbox.awaitFirst(
          Input.HelloReceived.class, hello -> "10.0.0.1,26379".equals(hello.payload()));
    }
  }
}
