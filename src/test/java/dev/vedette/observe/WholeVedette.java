package dev.vedette.observe;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Vedette in a process of its own, admin side included, and a client of its HTTP port. */
final class WholeVedette implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final RedisProcess process;
  private final int httpPort;
  private final @Nullable String token;

  /** What came back. */
  record Reply(int status, String type, String text) {
    JsonNode json() {
      return JSON.readTree(text);
    }
  }

  private WholeVedette(RedisProcess process, int httpPort, @Nullable String token) {
    this.process = process;
    this.httpPort = httpPort;
    this.token = token;
  }

  /**
   * Starts one, which ends with the laboratory; its HTTP port answers later.
   *
   * @param token what {@link #get} sends, null for nothing
   * @param lines of its file
   * @param properties further arguments
   */
  static WholeVedette start(
      RedisLab lab, @Nullable String token, List<String> lines, String... properties) {
    int port = FreePorts.next();
    int httpPort = FreePorts.next();
    Path file = lab.sentinelFile(port, lines.toArray(String[]::new));
    List<String> arguments =
        new ArrayList<>(List.of("--server.address=127.0.0.1", "--server.port=" + httpPort));
    arguments.addAll(List.of(properties));
    RedisProcess process = lab.vedette(file, port, arguments.toArray(String[]::new)).start();
    return lab.closing(new WholeVedette(process, httpPort, token));
  }

  RedisProcess process() {
    return process;
  }

  Reply get(String path) {
    return send("GET", path, token);
  }

  Reply getAsNobody(String path) {
    return send("GET", path, null);
  }

  Reply delete(String path) {
    return send("DELETE", path, token);
  }

  Scrape scrape() {
    return Scrape.parse(get("/actuator/prometheus").text());
  }

  private Reply send(String method, String path, @Nullable String bearer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      return new Reply(response.statusCode(), type, response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
