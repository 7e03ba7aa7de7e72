package dev.vedette.observe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.observe.Scrape;
import dev.vedette.observe.Views;
import dev.vedette.sentinel.event.EventType;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverMetersTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FailoverMeters meters = new FailoverMeters(registry, Views.MY_ID);
  private final Story story = new Story(meters);

  /** Failovers that ended so, of the master of the test. */
  private double ended(String role, String outcome, String reason) {
    Scrape scrape =
        Scraped.of(meters, Views.picture(0, Views.master(null, null, null, List.of(), List.of())));
    return scrape.value(
        "vedette_failovers_total{master=\"mymaster\",role=\"%s\",outcome=\"%s\",reason=\"%s\"}"
            .formatted(role, outcome, reason));
  }

  private Scrape timers() {
    return Scrape.parse(registry.scrape());
  }

  @Test
  void every_way_to_end_is_told_before_the_first_failover() {
    Scrape scrape =
        Scraped.of(meters, Views.picture(0, Views.master(null, null, null, List.of(), List.of())));

    assertThat(scrape.types()).containsEntry("vedette_failovers_total", "counter");
    assertThat(scrape.select("vedette_failovers_total"))
        .hasSize(13)
        .allMatch(sample -> sample.value() == 0);
    assertThat(timers().select("vedette_failover_state_seconds_count")).hasSize(6);
    assertThat(timers().select("vedette_failover_seconds_count")).hasSize(3);
    assertThat(timers().value("vedette_elections_total{result=\"lost\"}")).isZero();
  }

  @Test
  void a_failover_of_ours_is_counted_with_the_duration_of_each_state() {
    story.attempt().after(2).elected().promoted();

    assertThat(ended("leader", "promoted", "none")).isEqualTo(1);
    Scrape timers = timers();
    assertThat(timers.types())
        .containsEntry("vedette_failover_seconds", "histogram")
        .containsEntry("vedette_failover_state_seconds", "histogram");
    assertThat(timers.value("vedette_failover_seconds_sum{outcome=\"promoted\"}")).isEqualTo(6);
    assertThat(timers.value("vedette_failover_state_seconds_sum{state=\"wait_start\"}"))
        .isEqualTo(2);
    assertThat(timers.value("vedette_failover_state_seconds_sum{state=\"wait_promotion\"}"))
        .isEqualTo(1);
    assertThat(
            timers.value("vedette_failover_state_seconds_bucket{state=\"wait_start\",le=\"1.0\"}"))
        .isZero();
    assertThat(
            timers.value("vedette_failover_state_seconds_bucket{state=\"wait_start\",le=\"2.0\"}"))
        .isEqualTo(1);
    assertThat(timers.value("vedette_elections_total{result=\"won\"}")).isEqualTo(1);
    assertThat(timers.value("vedette_votes_received_total")).isEqualTo(1);
  }

  @Test
  void a_lost_election_is_no_failover_of_ours() {
    story.attempt().after(10).master(EventType.FAILOVER_ABORT_NOT_ELECTED);

    assertThat(ended("leader", "aborted", "not_elected")).isEqualTo(1);
    assertThat(ended("leader", "promoted", "none")).isZero();
    assertThat(timers().value("vedette_elections_total{result=\"lost\"}")).isEqualTo(1);
    assertThat(timers().value("vedette_elections_total{result=\"won\"}")).isZero();
    assertThat(timers().value("vedette_failover_seconds_sum{outcome=\"aborted\"}")).isEqualTo(10);
  }

  @Test
  void an_attempt_that_an_operator_stopped_was_not_lost() {
    story.attempt().master(EventType.RESET_MASTER);

    assertThat(ended("leader", "aborted", "reset")).isEqualTo(1);
    assertThat(timers().value("vedette_elections_total{result=\"lost\"}")).isZero();
  }

  @Test
  void a_failover_without_a_good_replica_was_won_and_aborted() {
    story.attempt().elected().master(EventType.FAILOVER_ABORT_NO_GOOD_SLAVE);

    assertThat(ended("leader", "aborted", "no_good_replica")).isEqualTo(1);
    assertThat(timers().value("vedette_elections_total{result=\"won\"}")).isEqualTo(1);
  }

  @Test
  void a_failover_of_a_peer_is_observed_and_has_no_states() {
    story
        .voteForPeer()
        .after(1)
        .master(EventType.SWITCH_MASTER, "mymaster 10.0.0.1 6379 10.0.0.2 6379", null);

    assertThat(ended("observer", "observed", "none")).isEqualTo(1);
    assertThat(timers().select("vedette_failover_state_seconds_count"))
        .allMatch(sample -> sample.value() == 0);
  }

  @Test
  void a_master_that_is_not_watched_any_more_is_forgotten() {
    story.attempt().elected().promoted();

    assertThat(Scraped.of(meters, Views.picture(0)).select("vedette_failovers_total")).isEmpty();
    assertThat(ended("leader", "promoted", "none")).isZero();
  }
}
