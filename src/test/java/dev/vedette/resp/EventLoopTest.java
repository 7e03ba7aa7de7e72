package dev.vedette.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.resp.codec.RespValue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One loop serves all clients: none of them may hold up another one, or get out of order. */
class EventLoopTest {
  private final CompletableFuture<RespValue> slowReply = new CompletableFuture<>();
  private final CountDownLatch fileIsRead = new CountDownLatch(1);
  private TestPort port;

  @BeforeEach
  void open() throws IOException {
    port =
        TestPort.open(
            settings -> settings,
            server ->
                server
                    .command("sentinel|masters", (client, arguments) -> slowReply)
                    .masterNames(() -> {
                      awaitFile();
                      return List.of("m");
                    }));
  }

  private void awaitFile() {
    try {
      assertThat(fileIsRead.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() throws Exception {
    port.close();
  }

  @Test
  void a_request_may_be_split_at_every_byte() throws Exception {
    String request = "*2\r\n$4\r\nPING\r\n$5\r\nhe\r\no\r\nPING 'a b'\r\n*1\r\n$4\r\nPING\r\n";
    RespClient client = port.connect();
    for (int split = 1; split < request.length(); split++) {
      int reads = (int) port.server().counters().reads();
      client.raw(request.substring(0, split));
      // The rest is another piece only when this one has arrived.
      await().until(() -> port.server().counters().reads() > reads);
      client.raw(request.substring(split));
      assertThat(client.reply()).isEqualTo("$5|he\r\no|");
      assertThat(client.reply()).isEqualTo("$3|a b|");
      assertThat(client.reply()).isEqualTo("+PONG|");
    }
  }

  @Test
  void ten_thousand_pipelined_commands_are_answered_in_order() throws Exception {
    RespClient client = port.connect();
    StringBuilder pipeline = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      pipeline.append("PING ").append(i).append("\r\n");
      if (i == 5_000) {
        pipeline.append("SENTINEL MASTERS\r\n");
      }
    }
    client.raw(pipeline.toString());
    for (int i = 0; i <= 5_000; i++) {
      assertThat(client.reply()).endsWith("|" + i + "|");
    }
    slowReply.complete(RespValue.simple("late"));
    assertThat(client.reply()).isEqualTo("+late|");
    for (int i = 5_001; i < 10_000; i++) {
      assertThat(client.reply()).endsWith("|" + i + "|");
    }
  }

  @Test
  void a_slow_answer_holds_up_nobody_else() throws Exception {
    RespClient waiting = port.connect();
    waiting.send("SENTINEL", "MASTERS");
    RespClient reading = port.connect();
    reading.send("ROLE");
    await().until(() -> port.server().counters().commands() == 2);
    RespClient quick = port.connect();
    for (int i = 0; i < 100; i++) {
      assertThat(quick.call("PING")).isEqualTo("+PONG|");
    }
    slowReply.complete(RespValue.OK);
    fileIsRead.countDown();
    assertThat(waiting.reply()).isEqualTo("+OK|");
    assertThat(reading.reply()).isEqualTo("*2|$8|sentinel|*1|$1|m|");
  }

  @Test
  void no_more_is_read_from_a_client_than_its_slow_command_allows() throws Exception {
    RespClient client = port.connect();
    client.send("SENTINEL", "MASTERS");
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < 1000; i++) {
                  client.send("PING", "x".repeat(100_000) + i);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    await().until(() -> inputOf(client) > 16_384);
    RespClient other = port.connect();
    for (int i = 0; i < 200; i++) {
      assertThat(other.call("PING")).isEqualTo("+PONG|");
    }
    assertThat(inputOf(client)).as("of the hundred megabytes that are to come").isLessThan(1 << 20);
    slowReply.complete(RespValue.OK);
    assertThat(client.reply()).isEqualTo("+OK|");
    for (int i = 0; i < 1000; i++) {
      assertThat(client.reply()).endsWith("x" + i + "|");
    }
    sender.join();
  }

  private long inputOf(RespClient client) throws IOException {
    String line =
        port.connect()
            .call("CLIENT", "LIST")
            .lines()
            .filter(l -> l.contains(":" + client.socket().getLocalPort() + " "))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll(".* qbuf=(\\d+) .*", "$1"));
  }

  @Test
  void clients_that_never_read_hold_up_nobody() throws Exception {
    List<RespClient> deaf = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      RespClient client = port.connect();
      client.call("SUBSCRIBE", "news");
      deaf.add(client);
    }
    RespClient good = port.connect();
    good.call("SUBSCRIBE", "news");
    RespClient quick = port.connect();
    String message = "x".repeat(10_000);
    long longest = 0;
    for (int i = 0; i < 200; i++) {
      assertThat(port.server().publish("news", message + i)).isEqualTo(51);
      assertThat(good.reply()).endsWith(message + i + "|");
      long start = System.nanoTime();
      assertThat(quick.call("PING")).isEqualTo("+PONG|");
      longest = Math.max(longest, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(2));
    assertThat(deaf).allMatch(client -> client.socket().isConnected());
  }

  @Test
  void who_has_said_all_still_gets_the_replies() throws Exception {
    RespClient client = port.connect();
    client.raw("PING 1\r\nSENTINEL MASTERS\r\nPING 2\r\n");
    client.socket().shutdownOutput();
    assertThat(client.reply()).isEqualTo("$1|1|");
    slowReply.complete(RespValue.simple("late"));
    assertThat(client.reply()).isEqualTo("+late|");
    assertThat(client.reply()).isEqualTo("$1|2|");
    assertThat(client.isClosedByServer()).isTrue();
    await().until(() -> port.server().clientCount() == 0);
  }

  @Test
  void an_unfinished_request_is_forgotten_when_the_client_goes() throws Exception {
    RespClient client = port.connect();
    client.raw("*2\r\n$4\r\nPING\r\n$100000\r\nabc");
    await().until(() -> port.server().counters().reads() > 0);
    client.socket().shutdownOutput();
    assertThat(client.isClosedByServer()).isTrue();
    await().until(() -> port.server().clientCount() == 0);
    assertThat(port.connect().call("INFO", "clients"))
        .contains("client_recent_max_input_buffer:0", "connected_clients:1");
  }

  @Test
  void a_pause_holds_commands_back_until_it_is_taken_away() throws Exception {
    RespClient operator = port.connect();
    RespClient peer = port.connect();
    RespClient other = port.connect();
    assertThat(operator.call("CLIENT", "PAUSE", "100000", "WRITE")).isEqualTo("+OK|");
    peer.send("PUBLISH", "__sentinel__:hello", "a hello");
    peer.send("PING");
    assertThat(other.call("PING")).isEqualTo("+PONG|");
    long before = port.server().counters().commands();
    assertThat(other.call("PING")).isEqualTo("+PONG|");
    assertThat(port.server().counters().commands()).isEqualTo(before + 1);
    assertThat(operator.call("CLIENT", "UNPAUSE")).isEqualTo("+OK|");
    assertThat(peer.reply()).isEqualTo(":1|");
    assertThat(peer.reply()).isEqualTo("+PONG|");
  }
}
