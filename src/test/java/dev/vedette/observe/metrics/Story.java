package dev.vedette.observe.metrics;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.observe.Views;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Subject;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events for a meter, in virtual time. */
final class Story {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String REPLICA = "10.0.0.2:6379";

  private final EventMeter meter;
  private long sequence;
  private long nanos;
  private long epoch;

  Story(EventMeter meter) {
    this.meter = meter;
  }

  long nanos() {
    return nanos;
  }

  Story after(double seconds) {
    nanos += (long) (seconds * 1e9);
    return this;
  }

  Story process(EventType type, @Nullable Evidence evidence) {
    Event event = Event.ofProcess(type, "", epoch);
    return tell(evidence == null ? event : event.because(evidence));
  }

  Story master(EventType type, String payload, @Nullable Evidence evidence) {
    Subject subject = new Subject("master", "mymaster", "10.0.0.1", 6379);
    return about(type, subject, payload, evidence);
  }

  Story master(EventType type) {
    return master(type, "master mymaster 10.0.0.1 6379", null);
  }

  Story replica(EventType type) {
    return about(type, new Subject("slave", REPLICA, "10.0.0.2", 6379), "slave " + REPLICA, null);
  }

  private Story about(
      EventType type, Subject subject, String payload, @Nullable Evidence evidence) {
    return tell(
        new Event(type, "mymaster", subject, payload, Event.Role.OBSERVER, epoch, evidence));
  }

  private Story tell(Event event) {
    meter.count(new PublishedEvent(++sequence, START.plusNanos(nanos), nanos, event));
    return this;
  }

  /** We try to be elected, and a peer votes for us. */
  Story attempt() {
    epoch++;
    return master(EventType.TRY_FAILOVER, "", new Evidence.Attempt(false, false))
        .master(EventType.VOTE_FOR_LEADER, Views.MY_ID + " " + epoch, null);
  }

  /** Our vote and that of a peer make us the leader. */
  Story elected() {
    Evidence.Opinion vote =
        new Evidence.Opinion(Views.PEER_ID, "10.0.1.1:26379", true, Views.MY_ID, epoch);
    return master(EventType.ELECTED_LEADER, "", new Evidence.Opinions(2, 3, List.of(vote)))
        .master(EventType.FAILOVER_STATE_SELECT_SLAVE);
  }

  /** From the choice of the replica to the end, one second for each step. */
  Story promoted() {
    return after(1)
        .replica(EventType.SELECTED_SLAVE)
        .replica(EventType.FAILOVER_STATE_SEND_SLAVEOF_NOONE)
        .after(1)
        .replica(EventType.FAILOVER_STATE_WAIT_PROMOTION)
        .after(1)
        .replica(EventType.PROMOTED_SLAVE)
        .master(EventType.FAILOVER_STATE_RECONF_SLAVES)
        .after(1)
        .master(EventType.FAILOVER_END)
        .master(EventType.SWITCH_MASTER, "mymaster 10.0.0.1 6379 10.0.0.2 6379", null);
  }

  /** A peer gets our vote. */
  Story voteForPeer() {
    epoch++;
    return master(EventType.VOTE_FOR_LEADER, Views.PEER_ID + " " + epoch, null);
  }
}
