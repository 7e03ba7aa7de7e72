package dev.vedette.observe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.notify.script.ScriptResult;
import dev.vedette.observe.Scrape;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.message.Input;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the parts of the process measure themselves. */
class PartMetricsTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private Scrape scrape() {
    return Scrape.parse(registry.scrape());
  }

  @Test
  void pings_are_a_histogram_for_each_kind_of_instance() {
    PingTimers timers = new PingTimers(registry);
    timers.pingAnswered(Remote.REPLICA, TimeUnit.MICROSECONDS.toNanos(1_500));

    String replica = "vedette_ping_round_trip_seconds_bucket{kind=\"replica\",le=\"%s\"}";
    assertThat(scrape().types()).containsEntry("vedette_ping_round_trip_seconds", "histogram");
    assertThat(scrape().value(replica.formatted("0.001"))).isZero();
    assertThat(scrape().value(replica.formatted("0.002"))).isEqualTo(1);
    assertThat(scrape().value("vedette_ping_round_trip_seconds_count{kind=\"master\"}")).isZero();
    assertThat(scrape().value("vedette_ping_round_trip_seconds_count{kind=\"sentinel\"}")).isZero();
  }

  @Test
  void turns_waits_and_saves_of_the_engine_are_histograms() {
    EngineTimers timers = new EngineTimers(registry);
    timers.stepped(new Input.Tick(), TimeUnit.MILLISECONDS.toNanos(3), 1);
    timers.turned(1, TimeUnit.MILLISECONDS.toNanos(40));
    timers.saved(true, TimeUnit.MILLISECONDS.toNanos(8));
    timers.saved(false, TimeUnit.SECONDS.toNanos(1));

    Scrape scrape = scrape();
    assertThat(scrape.types())
        .containsEntry("vedette_engine_turn_seconds", "histogram")
        .containsEntry("vedette_engine_inbox_wait_seconds", "histogram")
        .containsEntry("vedette_state_save_seconds", "histogram");
    assertThat(scrape.value("vedette_engine_inbox_wait_seconds_sum")).isEqualTo(0.003);
    assertThat(scrape.value("vedette_engine_turn_seconds_sum")).isEqualTo(0.04);
    assertThat(scrape.value("vedette_state_save_seconds_sum{result=\"success\"}")).isEqualTo(0.008);
    assertThat(scrape.value("vedette_state_save_seconds_count{result=\"failure\"}")).isEqualTo(1);
  }

  @Test
  void results_of_scripts_are_counted_by_reason() {
    Scrape scrape =
        Scraped.of(
            new ScriptMetrics(
                () -> Map.of(ScriptResult.SUCCEEDED, 3L, ScriptResult.RETRIED_TIMEOUT, 1L)),
            null);

    assertThat(scrape.types()).containsEntry("vedette_script_results_total", "counter");
    assertThat(scrape.value("vedette_script_results_total{result=\"succeeded\"}")).isEqualTo(3);
    assertThat(scrape.value("vedette_script_results_total{result=\"retried_timeout\"}"))
        .isEqualTo(1);
  }

  @Test
  void the_version_is_a_label() {
    assertThat(
            Scraped.of(new BuildMetrics(null), null)
                .value("vedette_build_info{version=\"unknown\"}"))
        .isEqualTo(1);
  }
}
