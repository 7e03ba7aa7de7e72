package dev.vedette.observe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.observe.Scrape;
import dev.vedette.observe.Views;
import dev.vedette.sentinel.view.MasterView;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterMetricsTest {

  private static final String MINE = "{master=\"mymaster\"}";
  private static final String OFFSET_1000 = "role:master\r\nmaster_repl_offset:1000\r\n";

  private static Scrape scrape(MasterView master) {
    return Scraped.of(new MasterMetrics(), Views.picture(1, master));
  }

  @Test
  void tells_how_a_master_is() {
    Scrape up = scrape(Views.master(null, null, null, List.of(), List.of()));
    Scrape down = scrape(Views.master(9_000L, 500L, null, List.of(), List.of()));

    assertThat(up.value("vedette_master_sdown" + MINE)).isZero();
    assertThat(up.value("vedette_master_odown" + MINE)).isZero();
    assertThat(up.value("vedette_master_failover_in_progress" + MINE)).isZero();
    assertThat(up.value("vedette_master_promotable_replicas" + MINE)).isEqualTo(1);
    assertThat(up.value("vedette_current_epoch")).isEqualTo(7);
    assertThat(up.value("vedette_hellos_skipped_total")).isEqualTo(3);
    assertThat(down.value("vedette_master_sdown" + MINE)).isEqualTo(1);
    assertThat(down.value("vedette_master_odown" + MINE)).isEqualTo(1);
  }

  @Test
  void lag_is_told_of_the_best_and_of_the_worst_replica() {
    String io = "master_last_io_seconds_ago:";
    Scrape scrape =
        scrape(
            Views.master(
                null,
                null,
                OFFSET_1000,
                List.of(
                    Views.replica(2, null, 990, io + "0\r\n"),
                    Views.replica(3, null, 400, io + "7\r\n"),
                    // Cut off from the master: it has an offset, but no idea of the time.
                    Views.replica(4, null, 100, io + "-1\r\n"),
                    Views.replica(5, null, 0, null)),
                List.of()));

    assertThat(scrape.value("vedette_replica_lag_bytes_min" + MINE)).isEqualTo(10);
    assertThat(scrape.value("vedette_replica_lag_bytes_max" + MINE)).isEqualTo(900);
    // The reports are 3 s old.
    assertThat(scrape.value("vedette_replica_lag_seconds_min" + MINE)).isEqualTo(3);
    assertThat(scrape.value("vedette_replica_lag_seconds_max" + MINE)).isEqualTo(10);
  }

  @Test
  void a_replica_that_reports_later_than_its_master_is_not_ahead_of_it() {
    Scrape scrape =
        scrape(
            Views.master(
                null,
                null,
                OFFSET_1000,
                List.of(Views.replica(2, null, 1_500, "role:slave")),
                List.of()));

    assertThat(scrape.value("vedette_replica_lag_bytes_max" + MINE)).isZero();
  }

  @Test
  void lag_that_is_unknown_is_not_told_as_none() {
    Scrape scrape =
        scrape(Views.master(null, null, null, List.of(Views.replica(2, null, 0, null)), List.of()));

    assertThat(scrape.names()).noneMatch(name -> name.contains("lag"));
  }
}
