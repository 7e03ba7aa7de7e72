package dev.vedette.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.observe.WholeVedette.Reply;
import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A whole Vedette beside a real redis-sentinel on real Redis: what it tells while all is well, and
 * what after its master was killed. Each test looks at what was recorded then.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObserveIT {

  private static final String NODE_SECRET = "node-secret-5e7f";
  private static final String PEER_SECRET = "peer-secret-91ab";
  private static final String TOKEN = "token-secret-77aa-3c1d";
  private static final String TOKEN_HASH =
      "0d1e2fcc400b967d0301fd98998d390b29745f9644813dadc77cab01d55b664f";
  private static final Path DOC = Path.of("docs", "metrics.md");

  private final RedisLab lab = new RedisLab();
  private final Map<String, Reply> before = new LinkedHashMap<>();
  private final Map<String, Reply> after = new LinkedHashMap<>();
  private WholeVedette vedette;
  private RedisGroup group;
  private RedisProcess peer;
  private Scrape scrapeBefore;
  private Scrape scrapeAfter;

  @BeforeAll
  void killTheMaster() throws Exception {
    group = lab.group(NODE_SECRET, 2);
    peer = startPeer();
    vedette = startVedette();
    eventually(
        "it is ready", () -> vedette.getAsNobody("/actuator/health/readiness").status() == 200);
    eventually("the group is known", () -> isKnown("\"replicas\":2,\"sentinels\":2"));
    eventually("the replicas are good", () -> isGood("/actuator/sentinel/mymaster"));
    eventually("no TILT", () -> vedette.scrape().value("redis_sentinel_tilt") == 0);
    record(before);
    scrapeBefore = vedette.scrape();

    group.master().kill();

    eventually("the master has moved", () -> !isKnown(group.master().address()));
    eventually(
        "the failover is counted",
        () ->
            vedette
                    .scrape()
                    .value(
                        "vedette_failovers_total{role=\"leader\",outcome=\"promoted\",reason=\"none\"}")
                == 1);
    eventually("the old master is seen down", () -> isKnownDown(group.master().address()));
    eventually(
        "the scripts have run",
        () -> vedette.scrape().value("vedette_script_results_total{result=\"succeeded\"}") > 5);
    eventually(
        "the notifications are out",
        () ->
            vedette
                    .scrape()
                    .value("vedette_notify_attempts_total{channel=\"lines\",result=\"delivered\"}")
                > 0);
    record(after);
    scrapeAfter = vedette.scrape();
  }

  @AfterAll
  void end() {
    lab.close();
  }

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .until(condition);
  }

  /** One that votes and never sees anything down, so that it is ours who leads. */
  private RedisProcess startPeer() {
    int port = FreePorts.next();
    Path file =
        lab.sentinelFile(
            port,
            "requirepass " + PEER_SECRET,
            "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1",
            "sentinel auth-pass mymaster " + NODE_SECRET,
            "sentinel down-after-milliseconds mymaster 3600000");
    return lab.sentinel(file, port).launch();
  }

  private WholeVedette startVedette() throws IOException {
    Path script = lab.folder().resolve("notify.sh");
    Files.writeString(script, "#!/bin/sh\nexit 0\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return WholeVedette.start(
        lab,
        TOKEN,
        List.of(
            "sentinel sentinel-pass " + PEER_SECRET,
            "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1",
            "sentinel auth-pass mymaster " + NODE_SECRET,
            "sentinel down-after-milliseconds mymaster 1500",
            "sentinel notification-script mymaster " + script),
        "--vedette.notify.channels.log.lines.level=info",
        "--vedette.security.tokens.prometheus.hash=" + TOKEN_HASH,
        "--vedette.security.tokens.prometheus.roles=viewer");
  }

  private boolean isKnown(String text) {
    return vedette.get("/actuator/sentinel").text().contains(text);
  }

  private boolean isGood(String path) {
    return vedette.get(path).json().path("promotableReplicas").asInt() == 2;
  }

  private boolean isKnownDown(String address) {
    for (JsonNode replica : vedette.get("/actuator/sentinel/mymaster").json().path("replicas")) {
      if (replica.path("address").asString().equals(address)) {
        return replica.path("flags").toString().contains("s_down");
      }
    }
    return false;
  }

  private void record(Map<String, Reply> into) {
    for (String path :
        List.of(
            "/actuator",
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/health/readiness",
            "/actuator/health/alarm",
            "/actuator/health/masters/mymaster",
            "/actuator/sentinel",
            "/actuator/sentinel/mymaster",
            "/actuator/sentinel/nix",
            "/actuator/pendingscripts",
            "/actuator/info",
            "/actuator/metrics",
            "/actuator/prometheus",
            "/api/v1/masters/mymaster",
            "/api/v1/config",
            "/api/v1/events?limit=1000",
            "/api/v1/failovers",
            "/v3/api-docs")) {
      into.put(path, vedette.get(path));
    }
  }

  private Reply wellThen(String path) {
    return Objects.requireNonNull(before.get(path));
  }

  private Reply afterwards(String path) {
    return Objects.requireNonNull(after.get(path));
  }

  private String oldMaster() {
    return "{master_name=\"mymaster\",master_address=\"" + group.master().address() + "\"}";
  }

  private String newMaster() {
    String address = afterwards("/actuator/sentinel/mymaster").json().path("address").asString();
    return "{master_name=\"mymaster\",master_address=\"" + address + "\"}";
  }

  @Test
  void the_series_of_redis_exporter_have_its_names_types_and_labels() {
    for (Scrape scrape : List.of(scrapeBefore, scrapeAfter)) {
      assertThat(scrape.names()).containsAll(RedisExporter.SERIES.keySet());
      assertThat(scrape.names())
          .filteredOn(name -> name.startsWith("redis_sentinel_"))
          .hasSize(RedisExporter.SERIES.size());
      RedisExporter.SERIES.forEach((name, labels) -> {
        assertThat(scrape.types()).containsEntry(name, "gauge");
        assertThat(scrape.labels(name, "gauge")).as(name).isEqualTo(labels);
      });
    }
  }

  @Test
  void queries_that_people_publish_for_redis_exporter_find_data() {
    assertThat(RedisExporter.QUERIES)
        .allSatisfy(query -> RedisExporter.assertAnswers(query, scrapeBefore))
        .allSatisfy(query -> RedisExporter.assertAnswers(query, scrapeAfter));
  }

  @Test
  void the_master_moves_in_the_series_of_redis_exporter() {
    assertThat(scrapeBefore.value("redis_sentinel_master_slaves" + oldMaster())).isEqualTo(2);
    assertThat(scrapeBefore.value("redis_sentinel_master_ok_slaves" + oldMaster())).isEqualTo(2);
    assertThat(scrapeBefore.value("redis_sentinel_master_ok_sentinels" + oldMaster())).isEqualTo(2);
    assertThat(scrapeBefore.value("redis_sentinel_master_config_epoch" + oldMaster())).isZero();
    assertThat(scrapeAfter.select("redis_sentinel_master_slaves" + oldMaster())).isEmpty();
    assertThat(scrapeAfter.value("redis_sentinel_master_slaves" + newMaster())).isEqualTo(2);
    assertThat(scrapeAfter.value("redis_sentinel_master_ok_slaves" + newMaster())).isEqualTo(1);
    assertThat(scrapeAfter.value("redis_sentinel_master_config_epoch" + newMaster())).isPositive();
    assertThat(scrapeAfter.value("redis_sentinel_peer_info")).isEqualTo(1);
  }

  @Test
  void the_failover_is_in_the_counters_that_were_0_before() {
    String promoted =
        "vedette_failovers_total{master=\"mymaster\",role=\"leader\",outcome=\"promoted\"}";
    assertThat(scrapeBefore.value(promoted)).isZero();
    assertThat(scrapeAfter.value(promoted)).isEqualTo(1);
    for (String grown :
        List.of(
            "vedette_failover_seconds_count{outcome=\"promoted\"}",
            "vedette_failover_state_seconds_count{state=\"wait_promotion\"}",
            "vedette_elections_total{result=\"won\"}",
            "vedette_votes_total{candidate=\"self\"}",
            "vedette_votes_received_total",
            "vedette_odown_seconds_total{master=\"mymaster\"}",
            "vedette_sdown_seconds_total{master=\"mymaster\",kind=\"master\"}",
            "vedette_sdown_seconds_total{master=\"mymaster\",kind=\"replica\"}",
            "vedette_events_total{type=\"+switch-master\"}",
            "vedette_links_ended_total{cause=\"refused\"}")) {
      assertThat(scrapeBefore.value(grown)).as(grown).isZero();
      assertThat(scrapeAfter.value(grown)).as(grown).isPositive();
    }
  }

  @Test
  void what_goes_on_all_the_time_is_measured() {
    for (String busy :
        List.of(
            "vedette_ping_round_trip_seconds_count{kind=\"master\"}",
            "vedette_ping_round_trip_seconds_count{kind=\"replica\"}",
            "vedette_ping_round_trip_seconds_count{kind=\"sentinel\"}",
            "vedette_engine_turn_seconds_count",
            "vedette_engine_inbox_wait_seconds_count",
            "vedette_engine_inputs_total",
            "vedette_state_save_seconds_count{result=\"success\"}",
            "vedette_state_last_save_timestamp_seconds",
            "vedette_links{kind=\"replica\",state=\"open\"}",
            "vedette_resp_connections_total",
            "vedette_resp_commands_total{command=\"ping\"}",
            "vedette_journal_entries_total",
            "vedette_journal_commit_seconds_count",
            "vedette_engine_up",
            "vedette_state_saved",
            "vedette_journal_up")) {
      assertThat(scrapeAfter.value(busy)).as(busy).isPositive();
    }
    assertThat(scrapeAfter.find("vedette_replica_lag_bytes_max{master=\"mymaster\"}")).isPresent();
    assertThat(scrapeAfter.find("vedette_replica_lag_seconds_max{master=\"mymaster\"}"))
        .isPresent();
  }

  @Test
  void every_series_is_in_the_document_with_its_type_and_labels() throws IOException {
    List<MetricsDocument.Row> rows = MetricsDocument.rows(Files.readString(DOC));
    assertThat(scrapeAfter.names().stream().filter(MetricsDocument::isOurs).sorted().toList())
        .isEqualTo(rows.stream().map(MetricsDocument.Row::name).sorted().toList());
    for (MetricsDocument.Row row : rows) {
      assertThat(scrapeAfter.types()).containsEntry(row.name(), row.type());
      assertThat(scrapeAfter.labels(row.name(), row.type())).as(row.name()).isEqualTo(row.labels());
    }
  }

  /** What is bounded: masters, kinds, states and names of our own; no client, no address. */
  @Test
  void labels_are_bounded() {
    assertThat(scrapeAfter.samples())
        .filteredOn(sample -> sample.name().startsWith("vedette_"))
        .allSatisfy(sample ->
            assertThat(sample.labels().values())
                .noneMatch(value -> value.contains("127.0.0.1") || value.length() > 60));
    assertThat(scrapeAfter.samples()).hasSizeLessThan(1_500);
  }

  @Test
  void health_is_up_while_all_is_well() {
    JsonNode health = wellThen("/actuator/health").json();

    assertThat(health.path("status").asString()).as(health.toString()).isEqualTo("UP");
    assertThat(health.path("components").propertyNames())
        .contains("engine", "port", "state", "save", "journal", "masters");
    JsonNode master = wellThen("/actuator/health/masters/mymaster").json();
    assertThat(master.path("status").asString()).isEqualTo("UP");
    assertThat(master.path("details").path("status").asString()).isEqualTo("ok");
    assertThat(master.path("details").path("promotableReplicas").asInt()).isEqualTo(2);
    assertThat(wellThen("/actuator/health/alarm").status()).isEqualTo(200);
  }

  @Test
  void a_failover_does_not_make_the_process_unhealthy() {
    for (String group : List.of("", "/liveness", "/readiness")) {
      assertThat(afterwards("/actuator/health" + group).status()).as(group).isEqualTo(200);
    }
    JsonNode master = afterwards("/actuator/health/masters/mymaster").json();
    assertThat(master.path("details").path("promotableReplicas").asInt()).isEqualTo(1);
    assertThat(master.path("details").path("address").asString())
        .isNotEqualTo(group.master().address());
  }

  @Test
  void the_actuator_shows_the_sentinel_and_its_masters() {
    JsonNode all = wellThen("/actuator/sentinel").json();
    assertThat(all.path("id").asString()).hasSize(40);
    assertThat(all.path("masters").get(0).path("name").asString()).isEqualTo("mymaster");
    JsonNode one = wellThen("/actuator/sentinel/mymaster").json();
    assertThat(one.path("replicas")).hasSize(2);
    assertThat(one.path("sentinels")).hasSize(1);
    assertThat(one.path("quorumReached").asBoolean()).isTrue();
  }

  @Test
  void what_the_actuator_does_not_know_is_a_problem() {
    Reply master = wellThen("/actuator/sentinel/nix");
    Reply script = vedette.delete("/actuator/pendingscripts/99");

    assertThat(master.status()).isEqualTo(404);
    assertThat(master.type()).startsWith("application/problem+json");
    assertThat(master.json().path("type").asString()).endsWith("/unknown-master");
    assertThat(master.json().path("known").toString()).contains("mymaster");
    assertThat(script.status()).as("a viewer may not cancel").isEqualTo(403);
  }

  @Test
  void info_tells_the_build() {
    JsonNode info = wellThen("/actuator/info").json();

    assertThat(info.path("build").path("version").asString()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/sentinel",
        "/actuator/sentinel/mymaster",
        "/actuator/pendingscripts",
        "/actuator/info",
        "/actuator/prometheus",
        "/actuator/metrics",
        "/api/v1/masters",
        "/v3/api-docs",
        "/swagger-ui.html"
      })
  void only_health_is_open_without_a_role(String path) {
    assertThat(vedette.getAsNobody(path).status()).isEqualTo(401);
  }

  @Test
  void health_without_a_role_tells_its_status_and_nothing_else() {
    Reply health = vedette.getAsNobody("/actuator/health");

    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().path("status").asString()).isNotBlank();
    assertThat(health.text()).doesNotContain("components").doesNotContain("mymaster");
    assertThat(vedette.getAsNobody("/actuator/health/masters/mymaster").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "configprops", "heapdump", "threaddump", "beans", "loggers"})
  void what_could_show_secrets_is_not_there_by_default(String endpoint) {
    assertThat(vedette.get("/actuator/" + endpoint).status()).isIn(403, 404);
  }

  @Test
  void secrets_are_shown_nowhere() {
    for (Map<String, Reply> replies : List.of(before, after)) {
      assertThat(replies)
          .allSatisfy((path, reply) ->
              assertThat(reply.text())
                  .as(path)
                  .doesNotContain(NODE_SECRET)
                  .doesNotContain(PEER_SECRET)
                  .doesNotContain(TOKEN)
                  .doesNotContain(TOKEN_HASH));
    }
    // The first line is the command that the test typed.
    assertThat(vedette.process().logText().lines().skip(1))
        .noneMatch(line ->
            line.contains(NODE_SECRET) || line.contains(PEER_SECRET) || line.contains(TOKEN));
    assertThat(peer.isAlive()).isTrue();
  }
}
