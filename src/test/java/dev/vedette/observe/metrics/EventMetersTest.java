package dev.vedette.observe.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.observe.Picture;
import dev.vedette.observe.Scrape;
import dev.vedette.observe.Views;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.event.TiltCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is counted from events, in virtual time. */
class EventMetersTest {

  private static final Picture WATCHED =
      Views.picture(
          0, Views.master(null, null, null, List.of(Views.replica(2, null, 0, null)), List.of()));

  private static final class NowOf {
    private long nanos;
  }

  private final NowOf now = new NowOf();

  @Test
  void all_events_are_told_from_the_start_and_counted_by_their_name() {
    EventCounts counts = new EventCounts(Views.MY_ID);
    new Story(counts).master(EventType.SDOWN).replica(EventType.SDOWN).master(EventType.ODOWN);

    Scrape scrape = Scraped.of(counts, WATCHED);

    assertThat(scrape.types()).containsEntry("vedette_events_total", "counter");
    assertThat(scrape.select("vedette_events_total")).hasSize(EventType.values().length);
    assertThat(scrape.value("vedette_events_total{type=\"+sdown\"}")).isEqualTo(2);
    assertThat(scrape.value("vedette_events_total{type=\"+odown\"}")).isEqualTo(1);
    assertThat(scrape.value("vedette_events_total{type=\"-odown\"}")).isZero();
  }

  @Test
  void votes_are_counted_by_whom_they_are_for() {
    EventCounts counts = new EventCounts(Views.MY_ID);
    new Story(counts).attempt().voteForPeer().voteForPeer();

    Scrape scrape = Scraped.of(counts, WATCHED);

    assertThat(scrape.value("vedette_votes_total{candidate=\"self\"}")).isEqualTo(1);
    assertThat(scrape.value("vedette_votes_total{candidate=\"other\"}")).isEqualTo(2);
  }

  @Test
  void down_time_grows_while_something_is_down_and_stops_with_it() {
    DownTime downTime = new DownTime(() -> now.nanos);
    String master = "vedette_sdown_seconds_total{master=\"mymaster\",kind=\"master\"}";
    String replica = "vedette_sdown_seconds_total{master=\"mymaster\",kind=\"replica\"}";
    String agreed = "vedette_odown_seconds_total{master=\"mymaster\"}";
    assertThat(Scraped.of(downTime, WATCHED).value(master)).isZero();
    assertThat(Scraped.of(downTime, WATCHED).value(agreed)).isZero();

    Story story =
        new Story(downTime)
            .master(EventType.SDOWN)
            .replica(EventType.SDOWN)
            .after(2)
            .master(EventType.ODOWN)
            .after(3);
    now.nanos = story.nanos();
    assertThat(Scraped.of(downTime, WATCHED).value(master)).isEqualTo(5);
    assertThat(Scraped.of(downTime, WATCHED).value(agreed)).isEqualTo(3);

    story.master(EventType.ODOWN_CLEARED).master(EventType.SDOWN_CLEARED).after(10);
    now.nanos = story.nanos();
    assertThat(Scraped.of(downTime, WATCHED).value(master)).isEqualTo(5);
    assertThat(Scraped.of(downTime, WATCHED).value(agreed)).isEqualTo(3);
    assertThat(Scraped.of(downTime, WATCHED).value(replica)).isEqualTo(15);
  }

  @Test
  void a_switch_ends_the_down_time_of_the_whole_group() {
    DownTime downTime = new DownTime(() -> now.nanos);
    Story story =
        new Story(downTime)
            .master(EventType.SDOWN)
            .after(4)
            .master(EventType.SWITCH_MASTER, "mymaster 10.0.0.1 6379 10.0.0.2 6379", null)
            .after(60);
    now.nanos = story.nanos();

    assertThat(
            Scraped.of(downTime, WATCHED)
                .value("vedette_sdown_seconds_total{master=\"mymaster\",kind=\"master\"}"))
        .isEqualTo(4);
  }

  @Test
  void what_is_removed_is_not_down_for_ever() {
    DownTime downTime = new DownTime(() -> now.nanos);
    Story story = new Story(downTime).master(EventType.SDOWN).after(4);
    story.master(EventType.UNMONITOR).after(60);
    now.nanos = story.nanos();

    assertThat(Scraped.of(downTime, Views.picture(0)).samples()).isEmpty();
  }

  @Test
  void tilt_is_counted_by_cause_and_timed() {
    TiltTime tilt = new TiltTime(() -> now.nanos);
    Story story =
        new Story(tilt)
            .process(EventType.TILT, new Evidence.UnevenTime(TiltCause.LATE))
            .after(30)
            .process(EventType.TILT_CLEARED, null)
            .after(100)
            .process(EventType.TILT, new Evidence.UnevenTime(TiltCause.LATE))
            .after(5);
    now.nanos = story.nanos();

    Scrape scrape = Scraped.of(tilt, WATCHED);

    assertThat(scrape.value("vedette_tilt_entries_total{cause=\"late\"}")).isEqualTo(2);
    assertThat(scrape.select("vedette_tilt_entries_total")).hasSize(TiltCause.values().length);
    assertThat(scrape.value("vedette_tilt_seconds_total")).isEqualTo(35);
  }

  @Test
  void a_flood_of_events_never_blocks_and_what_is_not_counted_is_told() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    EventMeter slow =
        new EventMeter() {
          @Override
          public void count(PublishedEvent event) {
            stuck.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void collect(Optional<Picture> picture, Samples samples) {}
        };
    try (EventMeters meters = new EventMeters(List.of(slow))) {
      PublishedEvent event =
          new PublishedEvent(1, Instant.EPOCH, Event.ofProcess(EventType.TILT, "", 0));
      meters.onEvent(event);
      stuck.await();
      for (int i = 0; i < 10_050; i++) {
        meters.onEvent(event);
      }
      release.countDown();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Scraped.of(meters, null).value("vedette_events_missed_total") == 50);
    }
  }
}
