package dev.vedette.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.observe.Scrape;
import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What rules and panels ask for is what a Vedette tells that watches real Redis servers. */
class MonitoringKitIT {

  private static final String PEER = "b".repeat(40);

  @RegisterExtension final RedisLab lab = new RedisLab();

  private final HttpClient http = HttpClient.newHttpClient();

  private Scrape scrape(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
            .timeout(Duration.ofSeconds(30))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return Scrape.parse(response.body());
  }

  @Test
  void every_series_of_the_kit_is_told_by_a_running_vedette() throws Exception {
    RedisGroup group = lab.group(2);
    int port = FreePorts.next();
    int httpPort = FreePorts.next();
    lab.vedette(
            lab.sentinelFile(
                port,
                "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1",
                "sentinel down-after-milliseconds mymaster 1500",
                "sentinel known-sentinel mymaster 127.0.0.1 " + FreePorts.next() + " " + PEER),
            port,
            "--server.port=" + httpPort,
            "--vedette.notify.channels.log.ours.level=info",
            "--vedette.notify.routes[0].name=everything",
            "--vedette.notify.routes[0].deliver=every",
            "--vedette.notify.routes[0].channels=ours")
        .start();
    await("replicas report, and a notification was sent")
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .until(() -> {
          Scrape scrape = scrape(httpPort);
          return !scrape.select("vedette_replica_lag_seconds_max").isEmpty()
              && !scrape.select("vedette_notify_attempts_total").isEmpty();
        });

    TreeSet<String> missing = new TreeSet<>(MonitoringKit.scrapedNames());
    scrape(httpPort).samples().forEach(sample -> missing.remove(sample.name()));

    assertThat(missing).isEmpty();
  }
}
