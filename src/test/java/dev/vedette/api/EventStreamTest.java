package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.api.event.EventStreams;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStreamTest {

  private ApiServer api;
  private EventStreams streams;

  @BeforeAll
  void start() {
    // How long a write may wait is how long Tomcat waits for a request.
    api =
        ApiServer.setup()
            .master("mymaster", 6390)
            .property("server.tomcat.connection-timeout", "2s")
            .start();
    streams = api.bean(EventStreams.class);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  /** A client as simple as can be. */
  private final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Client(String query, String... headers) throws IOException {
      socket = new Socket("127.0.0.1", api.uri("/").getPort());
      String request =
          "GET /api/v1/events/stream"
              + query
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + String.join("", headers)
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads on until a line starts like that. */
    String next(String start) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(start)) {
          return line;
        }
      }
      throw new IOException("the stream has ended");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private void change(int quorum) {
    String body = "{\"quorum\":" + quorum + "}";
    assertThat(api.patch("/api/v1/masters/mymaster", body).status()).isEqualTo(200);
  }

  /** Whatever is sent next finds a closed connection closed. */
  private void awaitNoStreams() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          change(20 + (int) (System.nanoTime() % 5));
          return streams.count() == 0;
        });
  }

  @Test
  void what_happens_arrives_as_it_happens() throws IOException {
    try (Client client = new Client("?type=%2Bset")) {
      assertThat(client.next("HTTP/1.1")).contains("200");
      client.next(":");
      change(2);

      long id = Long.parseLong(client.next("id:").substring(3));
      String data = client.next("data:");

      assertThat(id).isPositive();
      assertThat(data).contains("\"id\":" + id).contains("quorum 2").contains("+set");
    }
  }

  @Test
  void what_was_missed_comes_first_and_nothing_comes_twice() throws IOException {
    List<Long> ids = new ArrayList<>();
    try (Client client = new Client("?type=%2Bset")) {
      client.next(":");
      change(3);
      ids.add(Long.parseLong(client.next("id:").substring(3)));
    }
    change(4);
    change(5);
    try (Client client = new Client("?type=%2Bset", "Last-Event-ID: " + ids.getFirst() + "\r\n")) {
      for (int quorum = 4; quorum <= 5; quorum++) {
        ids.add(Long.parseLong(client.next("id:").substring(3)));
        assertThat(client.next("data:")).contains("quorum " + quorum);
      }
      change(6);
      ids.add(Long.parseLong(client.next("id:").substring(3)));
      assertThat(client.next("data:")).contains("quorum 6");
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void a_client_that_never_reads_delays_nobody_and_is_dropped() throws IOException {
    awaitNoStreams();
    try (Client lazy = new Client("", "Last-Event-ID: 0\r\n");
        Client eager = new Client("?type=%2Bset")) {
      eager.next(":");
      lazy.next(":");
      // More than any buffer on the way holds.
      for (int i = 0; i < 5_000; i++) {
        api.engine().publish(Event.ofProcess(EventType.SCRIPT_ERROR, "x".repeat(2_000), i));
      }
      change(7);

      assertThat(eager.next("data:")).contains("quorum 7");
      await().atMost(Duration.ofSeconds(60)).until(() -> streams.count() == 1);
    }
  }

  @Test
  void a_client_that_is_gone_is_noticed() throws IOException {
    awaitNoStreams();
    try (Client client = new Client("")) {
      client.next(":");
      assertThat(streams.count()).isEqualTo(1);
    }
    awaitNoStreams();
  }

  @Test
  void a_bad_id_is_a_problem() throws IOException {
    try (Client client = new Client("", "Last-Event-ID: yesterday\r\n")) {
      assertThat(client.next("HTTP/1.1")).contains("400");
    }
  }
}
