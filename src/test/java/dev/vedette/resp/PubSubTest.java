package dev.vedette.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.config.OutputLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PubSubTest {
  private final TestPort port = open(OutputLimit.PUBSUB);
  private TestPort small = port;

  private static TestPort open(OutputLimit limit) {
    try {
      return TestPort.open(settings -> settings.pubsubOutput(limit));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() throws Exception {
    port.close();
    small.close();
  }

  @Test
  void resp2_messages_are_arrays() throws Exception {
    RespClient client = port.connect();
    client.send("SUBSCRIBE", "+sdown", "-sdown");
    assertThat(client.reply()).isEqualTo("*3|$9|subscribe|$6|+sdown|:1|");
    assertThat(client.reply()).isEqualTo("*3|$9|subscribe|$6|-sdown|:2|");
    assertThat(client.call("PSUBSCRIBE", "+*")).isEqualTo("*3|$10|psubscribe|$2|+*|:3|");
    assertThat(port.server().publish("+sdown", "master m 127.0.0.1 6379")).isEqualTo(2);
    assertThat(client.reply()).isEqualTo("*3|$7|message|$6|+sdown|$23|master m 127.0.0.1 6379|");
    assertThat(client.reply())
        .isEqualTo("*4|$8|pmessage|$2|+*|$6|+sdown|$23|master m 127.0.0.1 6379|");
    assertThat(port.server().publish("other", "x")).isZero();
    assertThat(client.call("UNSUBSCRIBE", "+sdown")).isEqualTo("*3|$11|unsubscribe|$6|+sdown|:2|");
    assertThat(client.call("UNSUBSCRIBE")).isEqualTo("*3|$11|unsubscribe|$6|-sdown|:1|");
    assertThat(client.call("PUNSUBSCRIBE")).isEqualTo("*3|$12|punsubscribe|$2|+*|:0|");
    assertThat(client.call("UNSUBSCRIBE")).isEqualTo("*3|$11|unsubscribe|$-1|:0|");
    assertThat(client.call("PUNSUBSCRIBE", "x")).isEqualTo("*3|$12|punsubscribe|$1|x|:0|");
  }

  @Test
  void resp3_messages_are_pushes() throws Exception {
    RespClient client = port.connect();
    client.call("HELLO", "3");
    assertThat(client.call("SUBSCRIBE", "a")).isEqualTo(">3|$9|subscribe|$1|a|:1|");
    port.server().publish("a", "é");
    assertThat(client.reply()).isEqualTo(">3|$7|message|$1|a|$2|é|");
    assertThat(client.call("PING")).isEqualTo("+PONG|");
    assertThat(client.call("ROLE")).isEqualTo("*2|$8|sentinel|*0|");
    assertThat(client.call("PUNSUBSCRIBE")).isEqualTo(">3|$12|punsubscribe|_|:1|");
  }

  @Test
  void a_resp2_subscriber_may_only_do_what_can_be_told_from_messages() throws Exception {
    RespClient client = port.connect();
    client.call("SUBSCRIBE", "a");
    assertThat(client.call("CLIENT", "ID"))
        .isEqualTo(
            "-ERR Can't execute 'client|id': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this"
                + " context|");
    assertThat(client.call("PING", "x")).isEqualTo("*2|$4|pong|$1|x|");
    assertThat(client.call("RESET")).isEqualTo("+RESET|");
    assertThat(client.call("CLIENT", "ID")).startsWith(":");
    assertThat(port.server().publish("a", "x")).isZero();
  }

  @Test
  void messages_come_in_the_order_in_which_they_were_published() throws Exception {
    List<RespClient> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      RespClient client = port.connect();
      client.call("PSUBSCRIBE", "*");
      clients.add(client);
    }
    for (int i = 0; i < 1000; i++) {
      port.server().publish("c" + i, "m" + i);
    }
    for (RespClient client : clients) {
      for (int i = 0; i < 1000; i++) {
        assertThat(client.reply()).endsWith("|m" + i + "|");
      }
    }
  }

  @Test
  void a_subscriber_that_never_reads_is_cut_off_and_holds_up_nobody() throws Exception {
    RespClient deaf = port.connect();
    deaf.socket().setReceiveBufferSize(4096);
    deaf.call("SUBSCRIBE", "news");
    RespClient good = port.connect();
    good.call("SUBSCRIBE", "news");
    String message = "x".repeat(100_000);
    long longest = 0;
    int sent = 0;
    while (port.server().counters().outputLimitDisconnections() == 0) {
      long before = System.nanoTime();
      port.server().publish("news", message);
      longest = Math.max(longest, System.nanoTime() - before);
      sent++;
      assertThat(good.reply()).endsWith(message + "|");
      assertThat(sent).as("messages until the deaf client is cut off").isLessThan(1000);
    }
    assertThat(sent * 100_000L).isGreaterThan(OutputLimit.PUBSUB.hardBytes());
    assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(1));
    await().until(() -> port.server().clientCount() == 1);
    assertThat(port.server().publish("news", "still here")).isOne();
    assertThat(good.reply()).endsWith("|still here|");
  }

  @Test
  void a_subscriber_that_reads_too_little_for_too_long_is_cut_off() throws Exception {
    small = open(new OutputLimit(0, 1 << 20, 1));
    RespClient slow = small.connect();
    slow.call("SUBSCRIBE", "news");
    for (int i = 0; i < 100; i++) {
      small.server().publish("news", "x".repeat(100_000));
    }
    assertThat(small.server().clientCount()).isOne();
    await().until(() -> small.server().counters().outputLimitDisconnections() == 1);
    await().until(() -> small.server().clientCount() == 0);
  }

  @Test
  void a_client_that_is_gone_leaves_no_subscription() throws Exception {
    RespClient client = port.connect();
    client.call("SUBSCRIBE", "a");
    client.call("PSUBSCRIBE", "a*");
    client.close();
    await().until(() -> port.server().clientCount() == 0);
    assertThat(port.server().publish("a", "x")).isZero();
    assertThat(port.connect().call("INFO", "stats"))
        .contains("pubsub_channels:0", "pubsub_patterns:0");
  }
}
