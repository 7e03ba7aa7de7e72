package dev.vedette.observe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.kubernetes.KubernetesStatus;
import dev.vedette.kubernetes.KubernetesStatus.Ended;
import dev.vedette.kubernetes.KubernetesStatus.OfMaster;
import dev.vedette.observe.Scrape;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The series about labels and EndpointSlices. */
class KubernetesMetricsTest {

  private static Scrape scrape(@Nullable Instant lastSuccess, @Nullable String failure) {
    KubernetesStatus status =
        new KubernetesStatus(
            lastSuccess,
            failure,
            Map.of(
                "one", new OfMaster("in_sync", 3, List.of()),
                "two", new OfMaster("behind", 3, List.of())),
            Map.of(new Ended("list_pods", "ok"), 7L),
            Map.of(new Ended("pod", "conflict"), 2L),
            Map.of("endpointslice", 1L));
    return Scraped.of(new KubernetesMetrics(() -> status), null);
  }

  @Test
  void tells_what_was_done_and_how_it_ended() {
    Scrape scrape = scrape(Instant.ofEpochMilli(12_500), null);

    assertThat(scrape.value("vedette_kubernetes_last_success_timestamp_seconds")).isEqualTo(12.5);
    assertThat(
            scrape.value(
                "vedette_kubernetes_requests_total{operation=\"list_pods\",result=\"ok\"}"))
        .isEqualTo(7);
    assertThat(scrape.value("vedette_kubernetes_updates_total{result=\"conflict\",target=\"pod\"}"))
        .isEqualTo(2);
    assertThat(scrape.value("vedette_kubernetes_drift_corrections_total{target=\"endpointslice\"}"))
        .isEqualTo(1);
  }

  @Test
  void a_master_is_in_sync_only_while_the_api_server_can_be_asked() {
    Scrape well = scrape(Instant.EPOCH, null);
    Scrape gone = scrape(Instant.EPOCH, "no connection");

    assertThat(well.value("vedette_kubernetes_in_sync{master=\"one\"}")).isEqualTo(1);
    assertThat(well.value("vedette_kubernetes_in_sync{master=\"two\"}")).isZero();
    assertThat(gone.value("vedette_kubernetes_in_sync{master=\"one\"}")).isZero();
  }

  @Test
  void before_the_first_success_there_is_no_time_of_it() {
    assertThat(scrape(null, "no connection").names())
        .doesNotContain("vedette_kubernetes_last_success_timestamp_seconds");
  }
}
