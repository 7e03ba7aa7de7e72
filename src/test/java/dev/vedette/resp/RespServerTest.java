package dev.vedette.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.config.RespSettings;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.handler.ShutdownListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RespServerTest {
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> hellos = new CopyOnWriteArrayList<>();
  private final List<ShutdownListener.Mode> shutdowns = new CopyOnWriteArrayList<>();
  private final CompletableFuture<RespValue> slowReply = new CompletableFuture<>();
  private RespServer server = start(settings -> settings);

  private RespServer start(UnaryOperator<RespSettings.Builder> change) {
    RespSettings settings =
        RespSettings.of(
            s -> change.apply(s.port(RespSettings.ANY_PORT).bind(List.of("127.0.0.1"))));
    server =
        RespServer.builder(settings)
            .masterNames(() -> List.of("mymaster", "other"))
            .helloListener(hellos::add)
            .shutdownListener(shutdowns::add)
            .command("sentinel|masters", (client, arguments) -> slowReply)
            .command(
                "sentinel|myid",
                (client, arguments) -> CompletableFuture.failedFuture(new IOException("disk")))
            .build();
    open.add(server);
    try {
      server.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return server;
  }

  private RespClient connect() throws IOException {
    RespClient client = new RespClient(server.port());
    open.add(client);
    return client;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  @Test
  void answers_ping_in_arrays_and_inline() throws Exception {
    RespClient client = connect();
    assertThat(client.call("PING")).isEqualTo("+PONG|");
    assertThat(client.call("ping", "hi")).isEqualTo("$2|hi|");
    client.raw("PING\r\n\r\n  ping 'a b'\n");
    assertThat(client.reply()).isEqualTo("+PONG|");
    assertThat(client.reply()).isEqualTo("$3|a b|");
  }

  @Test
  void pipelined_commands_are_answered_in_order_though_one_takes_long() throws Exception {
    RespClient client = connect();
    client.send("PING", "1");
    client.send("SENTINEL", "MASTERS");
    client.send("PING", "2");
    assertThat(client.reply()).isEqualTo("$1|1|");
    slowReply.complete(RespValue.simple("late"));
    assertThat(client.reply()).isEqualTo("+late|");
    assertThat(client.reply()).isEqualTo("$1|2|");
  }

  @Test
  void a_client_that_pipelines_much_and_reads_late_gets_everything() throws Exception {
    RespClient client = connect();
    String word = "x".repeat(1000);
    int count = 40_000;
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < count; i++) {
                  client.send("PING", word + i);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    await().until(() -> server.counters().commands() > 10_000);
    for (int i = 0; i < count; i++) {
      assertThat(client.reply()).endsWith("|" + word + i + "|");
    }
    sender.join();
  }

  @Test
  void a_command_that_fails_answers_an_error_and_the_connection_lives() throws Exception {
    RespClient client = connect();
    assertThat(client.call("SENTINEL", "MYID"))
        .isEqualTo("-ERR internal error, see the log of the server|");
    assertThat(client.call("PING")).isEqualTo("+PONG|");
  }

  @Test
  void a_broken_frame_is_answered_and_the_connection_closed() throws Exception {
    RespClient client = connect();
    client.raw("*1\r\n$4\r\nPING\r\n*1\r\nfoo\r\n");
    assertThat(client.reply()).isEqualTo("+PONG|");
    assertThat(client.reply()).isEqualTo("-ERR Protocol error: expected '$', got 'f'|");
    assertThat(client.isClosedByServer()).isTrue();
    await().until(() -> server.counters().protocolErrors() == 1 && server.clientCount() == 0);
  }

  @Test
  void http_is_disconnected() throws Exception {
    RespClient client = connect();
    client.raw("POST / HTTP/1.1\r\nHost: example.org\r\n\r\n");
    assertThat(client.isClosedByServer()).isTrue();
  }

  @Test
  void hello_chooses_the_version_and_names_the_connection() throws Exception {
    RespClient client = connect();
    assertThat(client.call("HELLO"))
        .startsWith("*12|$6|server|$5|redis|$7|version|")
        .contains("|$5|proto|:2|$2|id|:");
    assertThat(client.call("HELLO", "3", "SETNAME", "me"))
        .startsWith("%6|")
        .contains("|$5|proto|:3|")
        .endsWith("|$4|mode|$8|sentinel|$7|modules|*0|");
    assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("$2|me|");
    assertThat(client.call("HELLO", "4")).isEqualTo("-NOPROTO unsupported protocol version|");
    assertThat(client.call("CLIENT", "GETREDIR")).isEqualTo(":-1|");
    assertThat(client.call("CLIENT", "INFO"))
        .startsWith("=")
        .contains("|txt:id=")
        .contains(" resp=3 ");
    assertThat(client.call("RESET")).isEqualTo("+RESET|");
    assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("$-1|");
  }

  @Test
  void role_names_the_masters() throws Exception {
    assertThat(connect().call("ROLE")).isEqualTo("*2|$8|sentinel|*2|$8|mymaster|$5|other|");
  }

  @Test
  void quit_is_answered_and_what_follows_is_not_run() throws Exception {
    RespClient client = connect();
    client.raw("QUIT\r\nPING\r\n");
    assertThat(client.reply()).isEqualTo("+OK|");
    assertThat(client.isClosedByServer()).isTrue();
  }

  @Test
  void shutdown_is_handed_over_and_closes_the_connection_without_a_reply() throws Exception {
    RespClient client = connect();
    assertThat(client.call("SHUTDOWN", "ABORT")).isEqualTo("-ERR No shutdown in progress.|");
    assertThat(client.call("SHUTDOWN", "SAVE", "NOSAVE")).isEqualTo("-ERR syntax error|");
    client.send("SHUTDOWN", "NOSAVE", "NOW");
    assertThat(client.isClosedByServer()).isTrue();
    assertThat(shutdowns).containsExactly(new ShutdownListener.Mode(false, true, false));
  }

  @Test
  void info_shows_all_sections_or_those_asked_for() throws Exception {
    RespClient client = connect();
    assertThat(client.call("INFO"))
        .contains(
            "# Server",
            "redis_mode:sentinel",
            "# Clients",
            "connected_clients:1",
            "# Stats",
            "# CPU");
    assertThat(client.call("INFO", "CPU", "nothing")).contains("# CPU").doesNotContain("# Server");
    assertThat(client.call("INFO", "nothing")).isEqualTo("$0||");
  }

  @Test
  void peers_publish_hellos_and_nothing_else() throws Exception {
    RespClient client = connect();
    assertThat(
            client.call("PUBLISH", "__sentinel__:hello", "127.0.0.1,26379,a,0,m,127.0.0.1,6379,0"))
        .isEqualTo(":1|");
    assertThat(hellos).containsExactly("127.0.0.1,26379,a,0,m,127.0.0.1,6379,0");
    assertThat(client.call("PUBLISH", "news", "x"))
        .isEqualTo("-ERR Only HELLO messages are accepted by Sentinel instances.|");
  }

  @Test
  void client_kill_disconnects_whom_its_filters_find() throws Exception {
    RespClient victim = connect();
    RespClient killer = connect();
    String id = victim.call("CLIENT", "ID").substring(1).replace("|", "");
    assertThat(killer.call("CLIENT", "KILL", "ID", id)).isEqualTo(":1|");
    assertThat(victim.isClosedByServer()).isTrue();
    assertThat(killer.call("CLIENT", "KILL", "ID", id)).isEqualTo(":0|");
    assertThat(killer.call("CLIENT", "KILL", "TYPE", "normal")).isEqualTo(":0|");
    assertThat(killer.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no")).isEqualTo(":1|");
    assertThat(killer.isClosedByServer()).isTrue();
  }

  @Test
  void client_reply_silences_a_connection() throws Exception {
    RespClient client = connect();
    client.send("CLIENT", "REPLY", "SKIP");
    client.send("PING", "1");
    assertThat(client.call("PING", "2")).isEqualTo("$1|2|");
    client.send("CLIENT", "REPLY", "OFF");
    client.send("PING", "3");
    client.send("FOO");
    assertThat(client.call("CLIENT", "REPLY", "ON")).isEqualTo("+OK|");
    assertThat(client.call("PING", "4")).isEqualTo("$1|4|");
  }

  @Test
  void client_pause_makes_commands_wait() throws Exception {
    RespClient client = connect();
    long start = System.nanoTime();
    assertThat(client.call("CLIENT", "PAUSE", "300")).isEqualTo("+OK|");
    assertThat(client.call("PING")).isEqualTo("+PONG|");
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
    assertThat(client.call("CLIENT", "PAUSE", "100000", "WRITE")).isEqualTo("+OK|");
    assertThat(client.call("PING")).isEqualTo("+PONG|");
    assertThat(client.call("CLIENT", "UNPAUSE")).isEqualTo("+OK|");
  }

  @Test
  void no_more_clients_than_maxclients_come_in() throws Exception {
    start(settings -> settings.maxClients(2));
    RespClient first = connect();
    RespClient second = connect();
    assertThat(first.call("PING")).isEqualTo("+PONG|");
    assertThat(second.call("PING")).isEqualTo("+PONG|");
    RespClient third = connect();
    assertThat(third.reply()).isEqualTo("-ERR max number of clients reached|");
    assertThat(third.isClosedByServer()).isTrue();
    assertThat(server.counters().rejectedConnections()).isOne();
    first.close();
    await().until(() -> server.clientCount() == 1);
    assertThat(connect().call("PING")).isEqualTo("+PONG|");
  }

  @Test
  void an_idle_client_is_disconnected_but_a_subscriber_is_not() throws Exception {
    start(settings -> settings.timeoutSeconds(1));
    RespClient subscriber = connect();
    subscriber.call("SUBSCRIBE", "a");
    RespClient idle = connect();
    assertThat(idle.call("PING")).isEqualTo("+PONG|");
    assertThat(idle.isClosedByServer()).isTrue();
    assertThat(server.counters().idleDisconnections()).isOne();
    assertThat(subscriber.call("PING")).isEqualTo("*2|$4|pong|$0||");
  }

  @Test
  void stopping_lets_the_command_under_way_end() throws Exception {
    RespClient client = connect();
    client.send("SENTINEL", "MASTERS");
    await().until(() -> server.counters().commands() == 1);
    Thread stopping = Thread.ofVirtual().start(server::close);
    await().until(() -> !accepts());
    slowReply.complete(RespValue.OK);
    assertThat(client.reply()).isEqualTo("+OK|");
    assertThat(client.isClosedByServer()).isTrue();
    stopping.join();
  }

  private boolean accepts() {
    try (RespClient client = new RespClient(server.port())) {
      return client.socket().isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
