package dev.vedette.link;

import static dev.vedette.link.FakeServer.bulk;
import static dev.vedette.link.FakeServer.redis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that answer garbage, half a reply, far too much, or somebody else's secrets. */
class HostileServerTest extends LinksFixture {

  @BeforeEach
  void useLimitsThatDoNotDependOnTheHeap() {
    use(LinkSettings.DEFAULTS.withLimits(LinkSettings.Limits.ofHeap(1L << 30)));
  }

  private static FakeServer answeringPingWith(String raw) throws IOException {
    return FakeServer.answering(
        command -> command.getFirst().equals("PING") ? raw : redis(true).to(command));
  }

  private String endAfter(String rawAnswerToPing) throws IOException {
    try (var server = answeringPingWith(rawAnswerToPing)) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");
      return inbox.awaitDown(COMMANDS);
    }
  }

  @Test
  void says_that_a_web_server_is_no_redis() throws IOException {
    assertThat(endAfter("HTTP/1.1 400 Bad Request\r\n\r\n"))
        .isEqualTo("no Redis answers there: a reply starts with 'H'");
    assertThat(links.status().ended()).containsEntry(EndCause.PROTOCOL, 1L);
  }

  @Test
  void guesses_that_the_port_wants_tls() throws IOException {
    assertThat(endAfter("\u0015\u0003\u0003")).contains("byte 0x15 (does this port want TLS?)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $100000000        | 100000000 bytes is longer than the limit of 67108864
          $99999999999999   | 99999999999999 bytes is longer than the limit
          *2000000000       | 2000000000 items is longer than the limit of 65536
          $-7               | length of -7 makes no sense
          *twelve           | twelve' stands where a number belongs
          :9223372036854775808 | 9223372036854775808' stands where a number belongs
          $1234567890123456789012 | longer than the limit of 20 bytes
          """)
  void ends_the_link_before_it_believes_an_absurd_length(String header, String reason)
      throws IOException {
    assertThat(endAfter(header + "\r\n")).contains(reason);
  }

  @Test
  void ends_the_link_at_a_100_mb_info_without_reading_it() throws IOException {
    try (var server =
        FakeServer.running(client -> {
          while (!client.read().getFirst().equals("INFO")) {
            client.write("+OK\r\n");
          }
          client.write("$104857600\r\n");
          var megabyte = "x".repeat(1 << 20);
          for (int i = 0; i < 100; i++) {
            client.write(megabyte);
          }
        })) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "INFO");

      assertThat(inbox.awaitDown(COMMANDS))
          .isEqualTo("a reply of 104857600 bytes is longer than the limit of 67108864");
      assertThat(links.status().bytesReceived()).isLessThan(1 << 20);
      assertThat(links.status().ended()).containsEntry(EndCause.TOO_LARGE, 1L);
    }
  }

  @Test
  void takes_a_long_info_below_the_limit() throws IOException {
    var info = "role:master\r\n" + "x".repeat(5 << 20);
    try (var server = answeringPingWith(bulk(info))) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");

      assertThat(inbox.awaitReply(1).reply()).isEqualTo(new Reply.Text(info));
    }
  }

  @Test
  void ends_the_link_when_arrays_are_nested_without_end() throws IOException {
    assertThat(endAfter("*1\r\n".repeat(100_000))).contains("nested deeper than 16 levels");
  }

  @Test
  void ends_the_link_when_a_line_does_not_end() throws IOException {
    assertThat(endAfter("+" + "x".repeat(70_000))).contains("longer than the limit of 65536");
  }

  @Test
  void ends_the_link_when_many_small_parts_add_up() throws IOException {
    assertThat(endAfter("*300\r\n" + ("*300\r\n" + ":1\r\n".repeat(300)).repeat(300)))
        .contains("more than 65536 items");
  }

  @Test
  void ends_the_link_when_a_text_is_longer_than_it_said() throws IOException {
    assertThat(endAfter("$4\r\nPONG!\r\n")).contains("does not end where it said, but with '!'");
  }

  @Test
  void says_that_the_server_left_in_the_middle_of_a_reply() throws IOException {
    try (var server =
        FakeServer.running(client -> {
          client.read();
          client.write("$1000\r\nrole:mas");
        })) {
      connect(server.address(), PLAIN);

      assertThat(inbox.awaitDown(COMMANDS))
          .contains("closed by the server in the middle of a reply");
    }
  }

  @Test
  void waits_as_long_as_the_engine_does_for_the_second_half_of_a_reply() throws IOException {
    try (var server = answeringPingWith("+PO")) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");
      awaitUntil(() -> assertThat(server.commands()).hasSize(3));
      assertThat(inbox.all(Input.Replied.class)).isEmpty();

      server.clients().getFirst().write("NG\r\n");

      assertThat(inbox.awaitReply(1).reply()).isEqualTo(new Reply.Status("PONG"));
    }
  }

  @Test
  void puts_a_reply_together_that_arrives_byte_by_byte() throws IOException {
    try (var server =
        FakeServer.running(client -> {
          while (true) {
            for (var next : redis(true).to(client.read()).toCharArray()) {
              client.write(String.valueOf(next));
            }
          }
        })) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");

      assertThat(inbox.awaitReply(1).reply()).isEqualTo(new Reply.Status("PONG"));
    }
  }

  @Test
  void ends_the_link_when_the_server_answers_what_nobody_asked() throws IOException {
    assertThat(endAfter("+PONG\r\n+PONG\r\n"))
        .isEqualTo("the server answered what nobody had asked");
    assertThat(inbox.awaitReply(1).reply()).isEqualTo(new Reply.Status("PONG"));
  }

  @Test
  void passes_on_why_the_server_hangs_up() throws IOException {
    try (var server =
        FakeServer.running(client -> {
          client.write("-DENIED Redis is running in protected mode because …\r\n");
          client.read();
        })) {
      connect(server.address(), WITH_PASSWORD);

      assertThat(inbox.awaitDown(COMMANDS)).contains("DENIED Redis is running in protected mode");
    }
  }

  @Test
  void forgets_what_a_server_complained_about_when_it_answered_since() throws IOException {
    try (var server =
        FakeServer.running(client -> {
          for (int i = 0; i < 3; i++) {
            client.write(redis(false).to(client.read())); // HELLO is refused here
          }
        })) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");

      assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("closed by the server");
    }
  }

  @Test
  void never_repeats_a_password_that_the_server_repeats() throws IOException {
    try (var server =
        FakeServer.running(client -> {
          client.read();
          client.write(
              "-ERR unknown command 'AUTH', with args beginning with: 'watcher' 's3cret'\r\n");
        })) {
      connect(server.address(), WITH_PASSWORD);

      assertThat(inbox.awaitDown(COMMANDS)).contains("after: ERR").doesNotContain("s3cret");
    }
  }

  @Test
  void keeps_control_characters_out_of_reasons() throws IOException {
    try (var server =
        FakeServer.running(client -> {
          client.write("-DENIED Redis is running in protected mode\n\u001b[31mred\u0007\r\n");
          client.read();
        })) {
      connect(server.address(), WITH_PASSWORD);

      assertThat(inbox.awaitDown(COMMANDS)).matches("[^\\p{Cntrl}]+");
      assertThat(inbox.all(Input.LinkDown.class)).hasSize(1);
    }
  }
}
