package dev.vedette.notify;

import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.delivery.DeliveryFilter;
import dev.vedette.notify.delivery.DeliveryState;
import dev.vedette.notify.route.AlertMatcher;
import dev.vedette.notify.route.Deliver;
import dev.vedette.notify.route.Fleet;
import dev.vedette.notify.route.Pacing;
import dev.vedette.notify.route.Route;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** A process that queues deliveries, cannot deliver them, says so, and waits to be killed. */
final class KilledStation {

  static final Route ROUTE =
      new Route("all", AlertMatcher.ANY, null, Deliver.EVERY, Pacing.IMMEDIATE, List.of("c"));

  private KilledStation() {}

  /** Arguments: queue file, number of events, file to make when all are stored. */
  public static void main(String[] args) throws Exception {
    int events = Integer.parseInt(args[1]);
    var channel = new RecordingChannel("c");
    var never = new CountDownLatch(1);
    channel.behave(attempt -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Delivered("never");
    });
    try (var station =
        new Station(
            Path.of(args[0]), Fleet.alone(Alerts.ME), List.of(ROUTE), Station.channels(channel))) {
      for (int i = 0; i < events; i++) {
        station.happens(Alerts.event(EventType.SDOWN, "m" + i % 7, Role.OBSERVER, i));
      }
      Awaitility.await()
          .atMost(java.time.Duration.ofMinutes(2))
          .until(
              () -> station.deliveries(DeliveryFilter.of(DeliveryState.WAITING)).size() == events);
      Files.createFile(Path.of(args[2]));
      never.await();
    }
  }
}
