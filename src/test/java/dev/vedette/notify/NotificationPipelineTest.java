package dev.vedette.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.notify.alert.Findings;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.DeliveryResult.Gone;
import dev.vedette.notify.channel.DeliveryResult.Rejected;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import dev.vedette.notify.delivery.ActiveChannel;
import dev.vedette.notify.delivery.DeliveryFilter;
import dev.vedette.notify.delivery.DeliveryState;
import dev.vedette.notify.delivery.FullDisk;
import dev.vedette.notify.delivery.RetryPlan;
import dev.vedette.notify.route.AlertMatcher;
import dev.vedette.notify.route.AlertSet;
import dev.vedette.notify.route.Deliver;
import dev.vedette.notify.route.Fleet;
import dev.vedette.notify.route.Pacing;
import dev.vedette.notify.route.Pacing.GroupBy;
import dev.vedette.notify.route.Route;
import dev.vedette.notify.route.Silence;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationPipelineTest {

  private static final Route EVERYTHING =
      new Route("all", AlertMatcher.ANY, null, Deliver.EVERY, Pacing.IMMEDIATE, List.of("first"));

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private final RecordingChannel first = new RecordingChannel("first");
  private final RecordingChannel second = new RecordingChannel("second");
  private Station station;

  @BeforeEach
  void start() {
    station = station(List.of(EVERYTHING), Station.channels(first));
  }

  @AfterEach
  void close() {
    station.close();
  }

  @Test
  void a_master_down_for_a_minute_without_a_failover_is_told() {
    var essential =
        new Route(
            "e",
            AlertMatcher.ANY,
            AlertSet.ESSENTIAL,
            Deliver.ONE,
            Pacing.IMMEDIATE,
            List.of("first"));
    open(List.of(essential), Station.channels(first, second));
    happens(EventType.SDOWN);
    happens(EventType.ODOWN);
    looked(2);
    assertThat(first.told()).isEmpty();

    clock.advance(Duration.ofSeconds(59));
    looked(2);
    assertThat(first.told()).isEmpty();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          clock.advance(Duration.ofSeconds(1));
          return first.events().equals(List.of(Findings.ODOWN_WITHOUT_FAILOVER));
        });
    assertThat(first.told().getFirst().summary())
        .isEqualTo("master m (127.0.0.1:6379) has been down for a minute without a failover");
  }

  @Test
  void two_routes_to_one_channel_tell_what_happened_first_first() {
    var names = List.of("x", "y");
    open(
        names.stream()
            .map(name ->
                new Route(
                    name,
                    AlertMatcher.ANY,
                    null,
                    Deliver.EVERY,
                    new Pacing(GroupBy.NONE, 1_000, 0, 0, false),
                    List.of("first")))
            .toList(),
        Station.channels(first));
    happens(EventType.SDOWN);
    looked(1);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> System.currentTimeMillis() > station.lastTimeMillis());
    happens(EventType.ODOWN);
    looked(2);
    clock.advance(2_000);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> first.events().equals(List.of("+sdown", "+sdown", "+odown", "+odown")));
  }

  @Test
  void what_is_silenced_is_not_told_and_survives_a_restart() {
    open(List.of(EVERYTHING), Station.channels(first));
    long now = clock.wallMillis();
    station
        .notifications()
        .silences()
        .add(
            new Silence(
                "s1",
                new AlertMatcher(List.of("m"), List.of(), null, null),
                "me",
                "maintenance",
                now,
                now + 60_000,
                now));
    station.close();
    open(List.of(EVERYTHING), Station.channels(first));

    happens(EventType.SDOWN);
    station.happens(Alerts.event(EventType.SDOWN, "other", Role.OBSERVER, 7));
    await().atMost(Duration.ofSeconds(60)).until(() -> first.told().size() == 1);
    clock.advance(60_000);
    happens(EventType.ODOWN);

    await().atMost(Duration.ofSeconds(60)).until(() -> first.told().size() == 2);
    assertThat(first.told()).extracting(n -> n.master()).containsExactly("other", "m");
    assertThat(
            station
                .notifications()
                .counters()
                .routes()
                .get(new NotifyCounters.RouteKey("all", NotifyCounters.RouteOutcome.SILENCED)))
        .isEqualTo(1);
  }

  @Test
  void trouble_with_one_channel_is_told_through_another_once_an_hour() {
    first.behave(attempt -> new Rejected("HTTP 400"));
    open(List.of(EVERYTHING), Station.channels(first, second));

    happens(EventType.SDOWN);
    happens(EventType.ODOWN);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> first.told().size() == 2 && second.told().size() == 1);
    assertThat(second.events()).containsExactly(Findings.DEAD_LETTER);
    assertThat(second.told().getFirst().items().getFirst().alert().payload())
        .contains("channel=first", "HTTP 400");
  }

  @Test
  void a_channel_that_is_gone_stays_disabled_after_a_restart_until_it_is_enabled() {
    first.behave(attempt -> new Gone("HTTP 410"));
    open(List.of(EVERYTHING), Station.channels(first, second));
    happens(EventType.SDOWN);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> second.events().contains(Findings.CHANNEL_DISABLED));
    station.close();

    first.behave(attempt -> new Delivered("ok"));
    open(List.of(EVERYTHING), Station.channels(first, second));
    assertThat(station.notifications().channels().getFirst().disabledBecause())
        .isEqualTo("HTTP 410");
    happens(EventType.ODOWN);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> station.deliveries(DeliveryFilter.of(DeliveryState.DEAD)).size() == 2);

    assertThat(station.notifications().enable("first")).isTrue();
    station.notifications().replayAll(DeliveryFilter.of(DeliveryState.DEAD));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> first.events().equals(List.of("+sdown", "+sdown", "+odown")));
  }

  @Test
  void alerts_that_wait_for_others_survive_a_restart() {
    var grouped =
        new Route(
            "g",
            AlertMatcher.ANY,
            null,
            Deliver.EVERY,
            new Pacing(GroupBy.MASTER, 30_000, 0, 0, false),
            List.of("first"));
    open(List.of(grouped), Station.channels(first));
    happens(EventType.SDOWN);
    happens(EventType.ODOWN);
    looked(2);
    station.close();

    open(List.of(grouped), Station.channels(first));
    looked(0); // what waited is remembered from here on, by the clock of now
    clock.advance(31_000);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> first.events().equals(List.of("+sdown", "+odown")));
    assertThat(first.told()).hasSize(1);
  }

  @Test
  void routes_can_be_changed_without_losing_what_waits() {
    open(List.of(EVERYTHING), Station.channels(first.behave(attempt -> new Retry("no"))));
    happens(EventType.SDOWN);
    await().atMost(Duration.ofSeconds(60)).until(() -> !first.told().isEmpty());

    first.behave(attempt -> new Delivered("ok"));
    station.notifications().reload();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          clock.advance(1_000); // the first attempt may not have been put off yet
          return station.deliveries(DeliveryFilter.of(DeliveryState.WAITING)).isEmpty();
        });
    happens(EventType.ODOWN);
    await().atMost(Duration.ofSeconds(60)).until(() -> first.events().contains("+odown"));
  }

  @Test
  void ten_thousand_events_with_every_channel_stuck_never_hold_the_engine_up() {
    var never = new CountDownLatch(1);
    var plan = new RetryPlan(1_000, 1, 1_000, 0, 0, 86_400_000, 3_600_000);
    var stuck =
        first.behave(attempt -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            return new Retry("interrupted");
          }
          return new Delivered("never");
        });
    open(List.of(EVERYTHING), Map.of("first", new ActiveChannel(stuck, plan, 4, 2_000)));

    long longest = 0;
    for (int i = 0; i < 10_000; i++) {
      Event event = Alerts.event(EventType.SDOWN, "m" + i % 50, Role.OBSERVER, 7);
      long before = System.nanoTime();
      station.happens(event);
      longest = Math.max(longest, System.nanoTime() - before);
    }

    var counters = station.notifications().counters();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> counters.events() + counters.eventsLost() == 10_000);
    assertThat(counters.eventsLost()).isZero();
    // A garbage collection or a busy machine may take its time; a stuck channel would take an hour.
    assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(5));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> counters.dropped().getOrDefault("first", 0L) == 8_000);
    assertThat(station.deliveries(DeliveryFilter.of(DeliveryState.WAITING))).hasSize(2_000);
    never.countDown();
  }

  @Test
  void with_a_full_disk_everything_is_attempted_once_at_once_and_that_is_told() {
    open(List.of(EVERYTHING), Station.channels(first, second));
    FullDisk.fill(station.database());
    var large = "x".repeat(100_000);
    for (int i = 0; i < 20; i++) {
      station.happens(
          new Event(EventType.SET, "m" + i, null, "m" + i + " " + large, Role.OBSERVER, 7));
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> first.events().stream().filter("+set"::equals).count() == 20);
    var counters = station.notifications().counters();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> second.events().contains(Findings.NOT_STORED));
    assertThat(counters.notStored()).isPositive();
    assertThat(counters.emergencyLost()).isZero();

    FullDisk.free(station.database());
    happens(EventType.SDOWN);
    await().atMost(Duration.ofSeconds(60)).until(() -> first.events().contains("+sdown"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            station.deliveries(DeliveryFilter.of(DeliveryState.DELIVERED)).stream()
                .anyMatch(d -> d.notification().headline().event().equals("+sdown")));
  }

  @Test
  void the_same_event_is_not_told_twice_when_the_admin_side_starts_again_in_the_same_process() {
    open(List.of(EVERYTHING), Station.channels(first));
    happens(EventType.SDOWN);
    happens(EventType.ODOWN);
    await().atMost(Duration.ofSeconds(60)).until(() -> first.told().size() == 2);
    station.close();

    open(List.of(EVERYTHING), Station.channels(first));

    assertThat(station.notifications().listener().lastSequence()).isEqualTo(2);
  }

  /** The same sentinel, started again with that configuration. */
  private void open(List<Route> routes, Map<String, ActiveChannel> channels) {
    station.close();
    station = station(routes, channels);
  }

  private Station station(List<Route> routes, Map<String, ActiveChannel> channels) {
    return new Station(folder.resolve("queue.db"), Fleet.alone(Alerts.ME), routes, channels, clock);
  }

  private void happens(EventType type) {
    station.happens(Alerts.event(type, "m", Role.OBSERVER, 7));
  }

  private void looked(int events) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            station.notifications().counters().events() == events
                && station.notifications().listener().isIdle());
  }
}
