package dev.vedette.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.webhook.PayloadFormat;
import dev.vedette.notify.channel.webhook.WebhookChannel;
import dev.vedette.notify.channel.webhook.WebhookClient;
import dev.vedette.notify.delivery.DeliveryFilter;
import dev.vedette.notify.delivery.DeliveryState;
import dev.vedette.notify.route.AlertMatcher;
import dev.vedette.notify.route.AlertSet;
import dev.vedette.notify.route.Fleet;
import dev.vedette.notify.route.Fleet.Peer;
import dev.vedette.notify.route.Pacing;
import dev.vedette.notify.route.Route;
import dev.vedette.notify.settings.TestChannels;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventType;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What three sentinels tell about one failover: the second of them leads it. */
class OneFailoverThreeSentinelsTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr";
  private static final List<String> IDS = List.of("1".repeat(40), "2".repeat(40), "3".repeat(40));

  private static final List<EventType> OBSERVED =
      List.of(
          EventType.SDOWN,
          EventType.ODOWN,
          EventType.NEW_EPOCH,
          EventType.VOTE_FOR_LEADER,
          EventType.CONFIG_UPDATE_FROM,
          EventType.SWITCH_MASTER,
          EventType.SLAVE,
          EventType.SLAVE);

  private static final List<EventType> LED =
      List.of(
          EventType.SDOWN,
          EventType.ODOWN,
          EventType.NEW_EPOCH,
          EventType.TRY_FAILOVER,
          EventType.VOTE_FOR_LEADER,
          EventType.ELECTED_LEADER,
          EventType.FAILOVER_STATE_SELECT_SLAVE,
          EventType.SELECTED_SLAVE,
          EventType.FAILOVER_STATE_SEND_SLAVEOF_NOONE,
          EventType.FAILOVER_STATE_WAIT_PROMOTION,
          EventType.PROMOTED_SLAVE,
          EventType.FAILOVER_STATE_RECONF_SLAVES,
          EventType.SLAVE_RECONF_SENT,
          EventType.SLAVE_RECONF_INPROG,
          EventType.SLAVE_RECONF_DONE,
          EventType.ODOWN_CLEARED,
          EventType.FAILOVER_END,
          EventType.SWITCH_MASTER,
          EventType.SLAVE,
          EventType.SLAVE);

  @TempDir Path folder;
  private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
  private final HttpSink sink = new HttpSink();
  private final List<Station> stations = new ArrayList<>();

  @BeforeEach
  void start() {
    mail.start();
  }

  @AfterEach
  void stop() {
    stations.forEach(Station::close);
    sink.close();
    mail.stop();
  }

  @Test
  void on_the_essential_set_gives_exactly_three_mails_and_three_signed_posts_in_order()
      throws Exception {
    fleet(AlertSet.ESSENTIAL);

    failOver();
    settled();

    assertThat(mail.getReceivedMessages())
        .extracting(message -> message.getHeader("X-Vedette-Events")[0].split(";", 2)[0])
        .containsExactly("+try-failover", "+promoted-slave", "+failover-end");
    assertThat(sink.received()).hasSize(3);
    assertThat(sink.received())
        .extracting(request -> request.body().replaceAll("(?s).*\"event\":\"([^\"]+)\".*", "$1"))
        .containsExactly("+try-failover", "+promoted-slave", "+failover-end");
    for (var request : sink.received()) {
      new Webhook(SECRET)
          .verify(request.body(), HttpHeaders.of(request.headers(), (name, value) -> true));
    }
  }

  @Test
  void on_all_warnings_gives_what_the_scripts_of_three_sentinels_would_get() {
    fleet(AlertSet.ALL_WARNINGS);

    failOver();
    settled();

    long ofObserver = OBSERVED.stream().filter(OneFailoverThreeSentinelsTest::isWarning).count();
    long ofLeader = LED.stream().filter(OneFailoverThreeSentinelsTest::isWarning).count();
    assertThat(mail.getReceivedMessages()).hasSize((int) (2 * ofObserver + ofLeader));
    assertThat(stations.get(1).deliveries(DeliveryFilter.ANY))
        .filteredOn(delivery -> delivery.channel().equals("mail"))
        .extracting(d -> d.notification().items().getFirst().alert().event())
        .containsExactlyElementsOf(
            LED.stream()
                .filter(OneFailoverThreeSentinelsTest::isWarning)
                .map(EventType::wireName)
                .toList());
  }

  private static boolean isWarning(EventType type) {
    return type.level() == dev.vedette.sentinel.event.EventLevel.WARNING;
  }

  private void fleet(AlertSet set) {
    for (String id : IDS) {
      var peers =
          IDS.stream().filter(peer -> !peer.equals(id)).map(p -> new Peer(p, true, true)).toList();
      Channel email = TestChannels.email("mail", mail.getSmtp().getPort(), "ops@example.org");
      Channel hook =
          new WebhookClient(true, Duration.ofSeconds(5), null)
              .channel(
                  "hook",
                  URI.create(sink.url("/hook")),
                  List.of(SECRET),
                  new WebhookChannel.Content(PayloadFormat.VEDETTE, null, Map.of()));
      var route =
          new Route(
              "r",
              AlertMatcher.ANY,
              set,
              set.defaultDeliver(),
              Pacing.IMMEDIATE,
              List.of("mail", "hook"));
      stations.add(
          new Station(
              folder.resolve(id + ".db"),
              new Fleet(id, peers),
              List.of(route),
              Station.channels(email, hook)));
    }
  }

  private void failOver() {
    OBSERVED.forEach(type -> stations.get(0).happens(event(type, Role.OBSERVER)));
    LED.forEach(type -> stations.get(1).happens(event(type, Role.LEADER)));
    OBSERVED.forEach(type -> stations.get(2).happens(event(type, Role.OBSERVER)));
  }

  private static Event event(EventType type, Role role) {
    return Alerts.event(type, "mymaster", role, 7);
  }

  /** All events were looked at, and nothing waits any more. */
  private void settled() {
    long events = LED.size() + 2L * OBSERVED.size();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            stations.stream().mapToLong(s -> s.notifications().counters().events()).sum() == events
                && stations.stream().allMatch(OneFailoverThreeSentinelsTest::isDone));
  }

  private static boolean isDone(Station station) {
    return station.deliveries(DeliveryFilter.of(DeliveryState.WAITING)).isEmpty()
        && station.notifications().listener().isIdle();
  }
}
