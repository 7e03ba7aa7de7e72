package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.api.ApiServer.Reply;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/rest-api.md says can be typed works, and what it lists is complete. */
class RestApiDocIT {

  private static final Path DOC = Path.of("docs", "rest-api.md");
  private static final Pattern LINE = Pattern.compile("\\| `(curl [^`]*)` \\|$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @RegisterExtension final RedisLab lab = new RedisLab();

  /** A curl line, as far as the document uses curl. */
  private record Curl(String method, String path, List<String> headers, String body) {

    static Curl parse(String line) {
      String method = "GET";
      String path = "";
      String body = "";
      List<String> headers = new ArrayList<>();
      Matcher words = WORD.matcher(line.substring("curl ".length()));
      while (words.find()) {
        String word = word(words);
        switch (word) {
          case "-s", "-N" -> {}
          case "-X" -> method = next(words);
          case "-d" -> body = next(words);
          case "-H" -> headers.addAll(Arrays.asList(next(words).split(": ", 2)));
          default -> path = word.replaceFirst("^localhost:8080", "");
        }
      }
      return new Curl(method, path, headers, body);
    }

    private static String next(Matcher words) {
      assertThat(words.find()).isTrue();
      return word(words);
    }

    private static String word(Matcher words) {
      return words.group(1) != null ? words.group(1) : words.group(2);
    }
  }

  private static Reply send(ApiServer api, Curl curl) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri(curl.path()))
            .method(curl.method(), HttpRequest.BodyPublishers.ofString(curl.body()));
    if (!curl.headers().isEmpty()) {
      request.headers(curl.headers().toArray(String[]::new));
    }
    return api.send(request);
  }

  private static String streamed(ApiServer api, Curl curl) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.uri("/").getPort())) {
      String request = "GET " + curl.path() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
    }
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(DOC).stream()
        .map(LINE::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  @Test
  void every_curl_line_works() throws IOException {
    RedisGroup group = lab.group(1);
    ApiServer.Setup setup = ApiServer.setup().master("mymaster", group.master().port()).realLinks();
    setup.scripts().add(7);
    ApiServer api = lab.closing(setup.start());
    awaitCandidate(api);
    List<String> lines = lines();
    assertThat(lines).hasSizeGreaterThan(25);

    for (String line : lines) {
      // The document's nodes are those of its reader.
      String here =
          line.replace("10.0.0.5:6379", "127.0.0.1:" + group.master().port())
              .replace("10.0.0.6:6379", "127.0.0.1:" + group.replica(0).port());
      Curl curl = Curl.parse(here);
      if (curl.path().endsWith("/failover")) {
        awaitCandidate(api);
        awaitReplication(group);
      }
      if (curl.path().endsWith("/stream")) {
        assertThat(streamed(api, curl)).as(line).isEqualTo("HTTP/1.1 200");
        continue;
      }
      Reply reply = send(api, curl);
      assertThat(reply.status()).as(line + " -> " + reply.text()).isIn(expected(curl));
      if (curl.path().endsWith("/failover")) {
        awaitEnd(api, reply.header("Location"));
      }
    }
  }

  private static void awaitCandidate(ApiServer api) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !api.get("/api/v1/masters/mymaster/candidates").json().path("best").isNull());
  }

  /** A master hands over only to a replica that follows it. */
  private static void awaitReplication(RedisGroup group) {
    int first = group.master().port();
    int second = group.replica(0).port();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            group.master().followedPort() == second || group.replica(0).followedPort() == first);
  }

  /** After the failover the nodes have changed places, which a load balancer is told by 503. */
  private static List<Integer> expected(Curl curl) {
    return curl.path().contains("/nodes/") ? List.of(200, 503) : List.of(200, 201, 202, 204);
  }

  private static void awaitEnd(ApiServer api, String record) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get(record).json().path("outcome").asString(), "promoted"::equals);
  }

  @Test
  void every_sentinel_command_has_a_line() throws IOException {
    String doc = Files.readString(DOC);
    for (String command :
        ("MYID MASTERS MASTER REPLICAS SENTINELS GET-MASTER-ADDR-BY-NAME CKQUORUM INFO-CACHE"
                + " IS-MASTER-DOWN-BY-ADDR MONITOR SET RESET REMOVE CONFIG DEBUG FLUSHCONFIG"
                + " PENDING-SCRIPTS SIMULATE-FAILURE FAILOVER HELP")
            .split(" ")) {
      assertThat(doc).contains("| `SENTINEL " + command);
    }
  }

  @Test
  void every_problem_is_listed_with_its_status() throws IOException {
    String doc = Files.readString(DOC);
    for (ProblemType type : ProblemType.values()) {
      assertThat(doc).contains("| `" + type.slug() + "` | " + type.status().value() + " |");
    }
  }
}
