package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.testing.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Vedette started with the environment of the compose example takes all of it. */
class ComposeExampleIT {

  private final ComposeExample example = new ComposeExample();
  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;

  private ProcessBuilder vedette(int httpPort, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.vedette.Vedette");
    Map<String, String> environment = builder.environment();
    environment.putAll(example.environment("vedette-1"));
    // What the image sets, and ports of this machine instead of a container's.
    environment.put("VEDETTE_STATE_DIR", folder.resolve("data").toString());
    environment.put("VEDETTE_PORT", Integer.toString(FreePorts.next()));
    environment.put("SERVER_PORT", Integer.toString(httpPort));
    return builder.redirectErrorStream(true).redirectOutput(log.toFile());
  }

  private String get(int port, String path, String authorization)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", authorization)
            .timeout(Duration.ofSeconds(30))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  @Test
  void environment_of_the_example_is_accepted_and_works() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    Path log = folder.resolve("log");
    int port = FreePorts.next();
    String token = "Bearer " + example.scrapeToken();
    String demo =
        "Basic " + Base64.getEncoder().encodeToString("demo:demo".getBytes(StandardCharsets.UTF_8));

    Process vedette = vedette(port, log).start();
    try {
      await("it is ready, or has ended: " + log)
          .atMost(VedetteNode.PATIENCE)
          .ignoreExceptions()
          .until(() ->
              !vedette.isAlive()
                  || get(port, "/actuator/health/readiness", token).startsWith("200 "));

      assertThat(vedette.isAlive()).as(() -> read(log)).isTrue();
      assertThat(get(port, "/actuator/prometheus", token))
          .startsWith("200 ")
          .contains("vedette_engine_up 1.0", "vedette_notify_channel_enabled{channel=\"mail\"");
      assertThat(get(port, "/api/v1/masters", demo)).startsWith("200 ").contains("\"mymaster\"");
      assertThat(get(port, "/api/v1/masters", "Bearer wrong")).startsWith("401 ");
      assertThat(folder.resolve("data/vedette-state.conf"))
          .content()
          .contains("sentinel monitor mymaster redis-1 6379 2")
          .contains("sentinel announce-ip vedette-1");
    } finally {
      vedette.destroyForcibly().waitFor();
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
