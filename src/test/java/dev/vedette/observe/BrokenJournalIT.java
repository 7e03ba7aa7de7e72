package dev.vedette.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vedette.observe.WholeVedette.Reply;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import tools.jackson.databind.JsonNode;

/** The history cannot be written: everybody can see that, and failover does not care. */
class BrokenJournalIT {

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  @RegisterExtension final RedisLab lab = new RedisLab();

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .until(condition);
  }

  @Test
  void a_journal_that_cannot_be_opened_shows_and_a_failover_succeeds_all_the_same()
      throws IOException {
    RedisGroup group = lab.group(1);
    Path occupied = Files.writeString(lab.folder().resolve("occupied"), "a file, not a folder");
    WholeVedette vedette =
        WholeVedette.start(
            lab,
            null,
            List.of(
                "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1",
                "sentinel down-after-milliseconds mymaster 1500"),
            "--vedette.journal.path=" + occupied.resolve("journal.db"));
    eventually(
        "health tells it",
        () ->
            vedette
                .get("/actuator/health/journal")
                .json()
                .path("status")
                .asString()
                .equals("DEGRADED"));

    JsonNode journal = vedette.get("/actuator/health/journal").json();
    assertThat(journal.path("details").path("state").asString()).isEqualTo("broken");
    assertThat(journal.path("details").path("reason").asString()).contains("occupied");
    assertThat(vedette.get("/actuator/health").status())
        .as("a restart would not help")
        .isEqualTo(200);
    assertThat(vedette.get("/actuator/health/alarm").status()).isEqualTo(503);
    assertThat(vedette.get("/actuator/health/readiness").status()).isEqualTo(200);
    Reply history = vedette.get("/api/v1/events");
    assertThat(history.status()).isEqualTo(503);
    assertThat(history.json().path("type").asString()).endsWith("/history-unavailable");
    eventually("the replica is known", () -> replicas(vedette) == 1);

    group.master().kill();

    String moved = group.replica(0).address();
    eventually(
        "the failover is over",
        () -> vedette.get("/actuator/sentinel").text().contains("\"address\":\"" + moved + "\""));
    Scrape scrape = vedette.scrape();
    assertThat(scrape.value("vedette_journal_up")).isZero();
    assertThat(scrape.value("vedette_journal_failures_total")).isPositive();
    assertThat(scrape.value("vedette_journal_queue_length")).isPositive();
    assertThat(scrape.value("vedette_journal_lag_seconds")).isPositive();
    assertThat(scrape.value("vedette_journal_entries_total")).isZero();
  }

  @Test
  void a_full_disk_delays_no_failover_and_loses_nothing() throws Exception {
    assumeTrue(Files.isExecutable(PRLIMIT), "this machine cannot limit files of a process");
    RedisGroup group = lab.group(1);
    Path database = lab.folder().resolve("journal.db");
    WholeVedette vedette =
        WholeVedette.start(
            lab,
            null,
            List.of(
                "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1",
                "sentinel down-after-milliseconds mymaster 1500"),
            "--vedette.journal.path=" + database);
    eventually("the replica is known", () -> replicas(vedette) == 1);
    eventually("the journal is written", () -> vedette.scrape().value("vedette_journal_up") == 1);

    // Its files cannot grow, as on a full disk; the state file is smaller and can be written.
    limitFiles(vedette, Long.toString(Files.size(Path.of(database + "-wal"))));
    eventually(
        "the disk is found full",
        () -> {
          makeEvents(vedette);
          return vedette.scrape().value("vedette_journal_failures_total") > 0;
        });
    group.master().kill();
    String moved = group.replica(0).address();
    eventually(
        "the failover is over",
        () -> vedette.get("/actuator/sentinel").text().contains("\"address\":\"" + moved + "\""));

    limitFiles(vedette, "unlimited");
    eventually(
        "all is written",
        () ->
            vedette.scrape().value("vedette_journal_up") == 1
                && vedette.scrape().value("vedette_journal_queue_length") == 0);
    assertThat(vedette.scrape().value("vedette_journal_lost_entries_total")).isZero();
    eventually(
        "the failover is in the history",
        () -> vedette.get("/api/v1/failovers").text().contains("\"outcome\":\"promoted\""));
  }

  private static void limitFiles(WholeVedette vedette, String bytes) throws Exception {
    int status =
        new ProcessBuilder(
                PRLIMIT.toString(),
                "--pid",
                Long.toString(vedette.process().pid()),
                "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
  }

  private static void makeEvents(WholeVedette vedette) {
    try (Jedis jedis = vedette.process().connect()) {
      for (int i = 0; i < 20; i++) {
        jedis.sendCommand(
            Protocol.Command.SENTINEL, "SET", "mymaster", "parallel-syncs", "" + (i + 1));
      }
    }
  }

  private static int replicas(WholeVedette vedette) {
    return vedette.get("/actuator/sentinel/mymaster").json().path("promotableReplicas").asInt();
  }
}
