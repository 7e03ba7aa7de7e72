package dev.vedette.observe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.engine.LogControl;
import dev.vedette.engine.PendingScripts;
import dev.vedette.observe.Picture;
import dev.vedette.observe.RedisExporter;
import dev.vedette.observe.Scrape;
import dev.vedette.observe.Views;
import dev.vedette.sentinel.message.Effect.ScriptKind;
import dev.vedette.sentinel.option.LogLevel;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.view.MasterView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The series of redis_exporter, from a picture that the test makes up. */
class ExporterMetricsTest {

  private static final String MASTER =
      "{master_name=\"mymaster\",master_address=\"10.0.0.1:6379\"}";

  /** One script runs, one waits. */
  private static final class TwoScripts implements PendingScripts {
    @Override
    public List<Script> list() {
      List<String> argv = List.of("/bin/true");
      return List.of(
          new Script(1, ScriptKind.NOTIFICATION, "mymaster", argv, true, 42, 10, 0, 1),
          new Script(2, ScriptKind.NOTIFICATION, "mymaster", argv, false, 0, 0, 30, 1));
    }

    @Override
    public boolean cancel(long id) {
      return false;
    }
  }

  private static final class NoticeLog implements LogControl {
    @Override
    public LogLevel level() {
      return LogLevel.NOTICE;
    }

    @Override
    public void level(LogLevel value) {
      throw new UnsupportedOperationException();
    }
  }

  private static Scrape scrape(@Nullable Picture picture) {
    return Scraped.of(new ExporterMetrics(new TwoScripts(), new NoticeLog()), picture);
  }

  private static MasterView healthy() {
    return Views.master(
        null,
        null,
        null,
        List.of(Views.replica(2, null, 0, null), Views.replica(3, 9_000L, 0, null)),
        List.of(Views.peer(null)));
  }

  @Test
  void names_types_and_labels_are_those_of_redis_exporter() {
    Scrape scrape = scrape(Views.picture(1, healthy()));

    assertThat(scrape.names()).isEqualTo(RedisExporter.SERIES.keySet());
    RedisExporter.SERIES.forEach((name, labels) -> {
      assertThat(scrape.types()).as(name).containsEntry(name, "gauge");
      assertThat(scrape.labels(name, "gauge")).as(name).isEqualTo(labels);
    });
  }

  @Test
  void every_published_query_finds_data() {
    Scrape scrape = scrape(Views.picture(1, healthy()));

    assertThat(RedisExporter.QUERIES)
        .allSatisfy(query -> RedisExporter.assertAnswers(query, scrape));
  }

  @Test
  void values_are_those_of_the_picture() {
    Scrape scrape = scrape(Views.picture(1, healthy()));

    assertThat(scrape.value("redis_sentinel_masters")).isEqualTo(1);
    assertThat(scrape.value("redis_sentinel_tilt")).isEqualTo(0);
    assertThat(scrape.value("redis_sentinel_running_scripts")).isEqualTo(1);
    assertThat(scrape.value("redis_sentinel_scripts_queue_length")).isEqualTo(2);
    assertThat(scrape.value("redis_sentinel_simulate_failure_flags")).isEqualTo(2);
    assertThat(scrape.value("redis_sentinel_master_slaves" + MASTER)).isEqualTo(2);
    assertThat(scrape.value("redis_sentinel_master_ok_slaves" + MASTER)).isEqualTo(1);
    assertThat(scrape.value("redis_sentinel_master_sentinels" + MASTER)).isEqualTo(2);
    assertThat(scrape.value("redis_sentinel_master_ok_sentinels" + MASTER)).isEqualTo(2);
    assertThat(scrape.value("redis_sentinel_master_config_epoch" + MASTER)).isEqualTo(4);
    assertThat(scrape.value("redis_sentinel_master_last_ok_ping_reply_seconds" + MASTER))
        .isEqualTo(0.25);
    assertThat(scrape.value("redis_sentinel_master_setting_ckquorum" + MASTER)).isEqualTo(2);
    assertThat(scrape.value("redis_sentinel_master_setting_down_after_milliseconds" + MASTER))
        .isEqualTo(5_000);
    assertThat(scrape.value("redis_sentinel_master_setting_failover_timeout" + MASTER))
        .isEqualTo(180_000);
    assertThat(scrape.value("redis_sentinel_master_setting_parallel_syncs" + MASTER)).isEqualTo(1);
    assertThat(scrape.value("redis_sentinel_peer_info{runid=\"" + Views.PEER_ID + "\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("redis_sentinel_config_key_value{key=\"loglevel\",value=\"notice\"}"))
        .isEqualTo(1);
  }

  @Test
  void the_status_of_a_master_is_a_label_and_a_value() {
    Scrape down = scrape(Views.picture(0, Views.master(9_000L, null, null, List.of(), List.of())));
    Scrape agreed =
        scrape(Views.picture(0, Views.master(9_000L, 100L, null, List.of(), List.of())));

    assertThat(
            scrape(Views.picture(1, healthy()))
                .value("redis_sentinel_master_status{master_status=\"ok\"}"))
        .isEqualTo(1);
    assertThat(down.value("redis_sentinel_master_status{master_status=\"sdown\"}")).isZero();
    assertThat(agreed.value("redis_sentinel_master_status{master_status=\"odown\"}")).isZero();
  }

  @Test
  void a_quorum_that_cannot_be_reached_says_why() {
    MasterView alone = Views.master(null, null, null, List.of(), List.of(Views.peer(20_000L)));

    Scrape scrape = scrape(Views.picture(0, alone));

    assertThat(scrape.select("redis_sentinel_master_ckquorum_status"))
        .singleElement()
        .satisfies(sample -> {
          assertThat(sample.value()).isZero();
          assertThat(sample.labels().get("message"))
              .startsWith("NOQUORUM 1 usable Sentinels. Not enough available Sentinels to reach");
        });
    assertThat(scrape.value("redis_sentinel_master_ok_sentinels" + MASTER)).isEqualTo(1);
  }

  @Test
  void tilt_is_told() {
    Picture tilted = Views.picture(SentinelSettings.ofPort(26379), 1_000L, 0);

    assertThat(scrape(tilted).value("redis_sentinel_tilt")).isEqualTo(1);
  }

  @Test
  void passwords_are_never_told() {
    SentinelSettings settings =
        SentinelSettings.ofPort(26379).withSentinelPass("peer-secret").withRequirePass("my-secret");

    Scrape scrape = scrape(Views.picture(settings, null, 1, healthy()));

    assertThat(scrape.toString()).doesNotContain("secret");
    assertThat(
            scrape.value("redis_sentinel_config_key_value{key=\"sentinel-pass\",value=\"******\"}"))
        .isEqualTo(1);
  }

  @Test
  void without_a_picture_nothing_is_told_rather_than_something_old() {
    assertThat(scrape(null).samples()).isEmpty();
  }
}
