package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.notify.HttpSink;
import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import tools.jackson.databind.json.JsonMapper;

/** A whole Vedette as a process: what is to be told survives its death. */
class NotificationsProcessIT {

  private static final int MESSAGES = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final JsonMapper JSON = new JsonMapper();

  @RegisterExtension final RedisLab lab = new RedisLab();
  private final HttpSink sink = new HttpSink();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int httpPort = FreePorts.next();

  @AfterEach
  void stop() {
    sink.close();
    http.close();
  }

  @Test
  void kill_9_with_500_queued_deliveries_loses_none_and_keeps_their_order() {
    RedisProcess vedette = vedette();
    sink.status(503);
    vedette.start();
    await("the admin side").atMost(PATIENCE).until(() -> waiting() >= 0);

    change(vedette);
    await("all is stored").atMost(PATIENCE).until(() -> waiting() >= MESSAGES);
    vedette.kill();
    int refused = sink.received().size();
    sink.status(204);
    vedette.start();
    await("it delivers").atMost(PATIENCE).until(() -> told(refused).size() >= 50);
    vedette.kill();
    int before = told(refused).size();
    vedette.start();
    await("all is told").atMost(PATIENCE).until(() -> ids(refused).size() == MESSAGES);

    List<String> told = told(refused);
    assertThat(told).as("at most the one under way is told twice").hasSizeLessThan(MESSAGES + 2);
    assertThat(told.stream().distinct())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, MESSAGES).mapToObj(this::text).toList());
    assertThat(before).as("the second kill came in between").isLessThan(MESSAGES);
  }

  /** Watches a master that is not there, which does not matter for what is changed here. */
  private RedisProcess vedette() {
    int port = FreePorts.next();
    Path file =
        lab.sentinelFile(
            port,
            "sentinel monitor mymaster 127.0.0.1 1 2",
            "sentinel down-after-milliseconds mymaster 3600000");
    String hook = "--vedette.notify.channels.webhook.hook.";
    String route = "--vedette.notify.routes[0].";
    return lab.vedette(
        file,
        port,
        "--server.address=127.0.0.1",
        "--server.port=" + httpPort,
        hook + "url=" + sink.url("/hook"),
        hook + "allow-private-networks=true",
        hook + "retry.initial-delay=200ms",
        hook + "retry.max-delay=200ms",
        route + "name=all",
        route + "set=all-warnings",
        route + "channels=hook");
  }

  /** Each change of an option is an event of level warning. */
  private void change(RedisProcess vedette) {
    try (Jedis jedis = vedette.connect()) {
      for (int i = 1; i <= MESSAGES; i++) {
        jedis.sendCommand(
            Protocol.Command.SENTINEL, "SET", "mymaster", "parallel-syncs", Integer.toString(i));
      }
    }
  }

  private String text(int value) {
    return "+set master mymaster 127.0.0.1 1 parallel-syncs " + value;
  }

  /** How many deliveries wait; -1 while nobody can say. */
  private int waiting() {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + httpPort
                        + "/api/v1/notifications/queue?state=waiting&limit=500"))
            .timeout(Duration.ofSeconds(30))
            .build();
    try {
      HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      return reply.statusCode() == 200 ? JSON.readTree(reply.body()).path("items").size() : -1;
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private List<HttpSink.Received> changes(int from) {
    List<HttpSink.Received> all = new ArrayList<>(sink.received());
    return all.subList(from, all.size()).stream()
        .filter(request -> request.body().contains("parallel-syncs"))
        .toList();
  }

  private List<String> told(int from) {
    return changes(from).stream()
        .map(request -> JSON.readTree(request.body()))
        .map(json -> json.path("data").path("alerts").path(0))
        .map(alert -> alert.path("event").asString() + " " + alert.path("payload").asString())
        .toList();
  }

  private Set<String> ids(int from) {
    return changes(from).stream()
        .map(request -> request.header("webhook-id"))
        .collect(Collectors.toSet());
  }

  @Test
  void a_bad_property_stops_the_start_with_its_name() {
    int port = FreePorts.next();
    RedisProcess vedette =
        lab.vedette(
                lab.sentinelFile(port),
                port,
                "--vedette.notify.channels.log.lines.level=info",
                "--vedette.notify.routes[0].name=r",
                "--vedette.notify.routes[0].channels=lines",
                "--vedette.notify.routes[0].events=+sdwon")
            .launch();

    assertThat(vedette.awaitEnd()).isEqualTo(1);
    assertThat(vedette.logText())
        .contains("Vedette cannot start. vedette.notify.routes[0].events[0]: ")
        .contains("+sdwon")
        .doesNotContain("\tat ");
  }
}
