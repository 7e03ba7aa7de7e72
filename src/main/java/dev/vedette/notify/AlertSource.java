package dev.vedette.notify;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.FailoverTracker;
import dev.vedette.notify.alert.Findings;
import dev.vedette.notify.alert.FleetIds;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes alerts of events and findings, and gives them their ids. For one thread. */
final class AlertSource {

  private final String myId;
  private final String idPrefix;
  private final FleetIds fleetIds = new FleetIds();
  private final FailoverTracker failovers = new FailoverTracker();
  private long findings;

  /**
   * Ids are unique from here on.
   *
   * @param startMillis when the process started, wall time
   */
  AlertSource(String myId, long startMillis) {
    this.myId = myId;
    this.idPrefix =
        myId.substring(0, Math.min(8, myId.length())) + "-" + Long.toString(startMillis, 36);
  }

  Alert alert(PublishedEvent published) {
    Event event = published.event();
    String name = event.type().wireName();
    return new Alert(
        idPrefix + "-" + published.sequence(),
        fleetIds.next(name, event.master(), event.subject(), event.epoch(), published.time()),
        myId,
        published.sequence(),
        published.time().toEpochMilli(),
        name,
        event.level(),
        event.master(),
        event.subject(),
        event.payload(),
        event.role(),
        event.epoch(),
        failovers.failoverOf(event));
  }

  /** A master is down and nobody fails over. */
  Alert outage(Event odown, long wallMillis) {
    return finding(
        Findings.ODOWN_WITHOUT_FAILOVER,
        odown.master(),
        odown.subject(),
        odown.payload(),
        odown.epoch(),
        wallMillis);
  }

  /** Something that the pipeline found about itself. */
  Alert finding(String name, String payload, long wallMillis) {
    return finding(name, null, null, payload, 0, wallMillis);
  }

  private Alert finding(
      String name,
      @Nullable String master,
      Event.@Nullable Subject subject,
      String payload,
      long epoch,
      long wallMillis) {
    return new Alert(
        idPrefix + "-f" + ++findings,
        fleetIds.next(name, master, subject, epoch, Instant.ofEpochMilli(wallMillis)),
        myId,
        0,
        wallMillis,
        name,
        EventLevel.WARNING,
        master,
        subject,
        payload,
        Event.Role.OBSERVER,
        epoch,
        null);
  }
}
