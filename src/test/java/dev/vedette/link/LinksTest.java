package dev.vedette.link;

import static dev.vedette.link.FakeServer.bulk;
import static dev.vedette.link.FakeServer.message;
import static dev.vedette.link.FakeServer.redis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.sentinel.ConnectionId;
import dev.vedette.sentinel.Effect;
import dev.vedette.sentinel.Effect.LinkProfile;
import dev.vedette.sentinel.Effect.Purpose;
import dev.vedette.sentinel.Effect.Remote;
import dev.vedette.sentinel.Input;
import dev.vedette.sentinel.Reply;
import dev.vedette.sentinel.topology.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a link promises to the engine, against servers of all sorts. */
class LinksTest {

  private static final ConnectionId COMMANDS = new ConnectionId(1);
  private static final ConnectionId HELLO = new ConnectionId(2);
  private static final LinkProfile PLAIN =
      new LinkProfile(null, null, "sentinel-abcdef12-cmd", Map.of());
  private static final LinkProfile WITH_PASSWORD =
      new LinkProfile("watcher", "s3cret", "sentinel-abcdef12-cmd", Map.of());

  private final RecordingInbox inbox = new RecordingInbox();
  private final JedisLinks links = new JedisLinks(inbox, LinkSettings.DEFAULTS);

  @AfterEach
  void close() {
    links.close();
  }

  private void connect(Address address, LinkProfile profile) {
    links.connect(
        new Effect.Connect(COMMANDS, Purpose.COMMANDS, Remote.MASTER, address, null, profile));
  }

  private void subscribe(Address address) {
    var profile = new LinkProfile(null, null, "sentinel-abcdef12-pubsub", Map.of());
    links.connect(
        new Effect.Connect(HELLO, Purpose.HELLO, Remote.MASTER, address, COMMANDS, profile));
  }

  private void send(long ticket, String... words) {
    links.send(new Effect.Send(COMMANDS, ticket, List.of(words)));
  }

  private static void awaitUntil(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(RecordingInbox.PATIENCE).untilAsserted(assertion);
  }

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
  void gives_every_answer_to_the_ticket_that_asked() throws IOException {
    try (var server =
        FakeServer.answering(
            command -> command.getFirst().equals("ECHO") ? bulk(command.get(1)) : "+OK\r\n")) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      for (int ticket = 0; ticket < 1000; ticket++) {
        send(ticket, "ECHO", "é" + ticket);
      }

      inbox.awaitReply(999);
      var expected = new ArrayList<Input.Replied>();
      for (int ticket = 0; ticket < 1000; ticket++) {
        expected.add(new Input.Replied(COMMANDS, ticket, new Reply.Text("é" + ticket)));
      }
      assertThat(inbox.all(Input.Replied.class)).isEqualTo(expected);
    }
  }

  @Test
  void shares_a_resp3_connection_between_commands_and_hello_messages() throws IOException {
    try (var server = FakeServer.answering(redis(true))) {
      connect(server.address(), PLAIN);
      subscribe(server.address());
      inbox.awaitUp(HELLO);
      inbox.awaitFirst(Input.HelloReceived.class, hello -> hello.payload() == null);
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
      subscribe(server.address());
      inbox.awaitUp(HELLO);
      inbox.awaitFirst(Input.HelloReceived.class, hello -> hello.payload() == null);
      server.clients().getLast().write(message(false, "10.0.0.1,26379"));

      inbox.awaitFirst(
          Input.HelloReceived.class, hello -> "10.0.0.1,26379".equals(hello.payload()));
      assertThat(server.clients()).hasSize(2);
      assertThat(server.clients().getLast().received())
          .containsExactly(
              List.of("CLIENT", "SETNAME", "sentinel-abcdef12-pubsub"),
              List.of("SUBSCRIBE", "__sentinel__:hello"));
    }
  }

  @Test
  void ends_both_uses_of_a_shared_connection_when_either_is_disconnected() throws IOException {
    for (var which : List.of(COMMANDS, HELLO)) {
      var seen = new RecordingInbox();
      try (var server = FakeServer.answering(redis(true));
          var own = new JedisLinks(seen, LinkSettings.DEFAULTS)) {
        var profile = PLAIN;
        own.connect(
            new Effect.Connect(
                COMMANDS, Purpose.COMMANDS, Remote.MASTER, server.address(), null, profile));
        own.connect(
            new Effect.Connect(
                HELLO, Purpose.HELLO, Remote.MASTER, server.address(), COMMANDS, profile));
        seen.awaitFirst(Input.HelloReceived.class, hello -> true);

        own.disconnect(new Effect.Disconnect(which, "silence"));

        assertThat(seen.awaitDown(COMMANDS)).isEqualTo("silence");
        assertThat(seen.awaitDown(HELLO)).isEqualTo("silence");
        awaitUntil(() -> assertThat(server.clients()).allMatch(FakeServer.Client::isGone));
        assertThat(List.of(seen.downs(COMMANDS), seen.downs(HELLO))).containsExactly(1L, 1L);
      }
    }
  }

  @Test
  void ignores_ids_that_it_does_not_know_or_no_longer_knows() throws IOException {
    try (var server = FakeServer.answering(redis(false))) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      links.disconnect(new Effect.Disconnect(COMMANDS, "enough"));
      inbox.awaitDown(COMMANDS);

      send(1, "PING");
      links.disconnect(new Effect.Disconnect(COMMANDS, "again"));
      links.disconnect(new Effect.Disconnect(new ConnectionId(99), "never seen"));

      assertThat(inbox.all(Input.Replied.class)).isEmpty();
      assertThat(inbox.downs(COMMANDS)).isEqualTo(1);
    }
  }
}
