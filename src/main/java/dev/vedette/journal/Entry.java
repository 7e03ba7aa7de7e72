package dev.vedette.journal;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the event table that has no id yet.
 *
 * @param sequence number within this process; 0 for what is no event of the engine
 * @param detail an object that is written as JSON, null for none
 * @param nanos monotonic time when it arrived
 */
record Entry(
    Instant time,
    String type,
    EventLevel level,
    @Nullable String master,
    Event.@Nullable Subject subject,
    String payload,
    boolean leading,
    long epoch,
    long sequence,
    @Nullable Object detail,
    long nanos) {

  /** Longer payloads are cut: an event is a line, and rows have a bound. */
  static final int MAX_PAYLOAD = 8_192;

  static Entry of(PublishedEvent published, long nanos) {
    Event event = published.event();
    return new Entry(
        published.time(),
        event.type().wireName(),
        event.level(),
        event.master(),
        event.subject(),
        cut(event.payload()),
        event.role() == Role.LEADER,
        event.epoch(),
        published.sequence(),
        event.evidence(),
        nanos);
  }

  static Entry of(Arrival.Noted note) {
    return new Entry(
        note.time(),
        note.type(),
        note.level(),
        note.master(),
        null,
        cut(note.payload()),
        false,
        0,
        0,
        note.detail().isEmpty() ? null : note.detail(),
        note.nanos());
  }

  /** An entry about the journal itself. */
  static Entry ofJournal(String type, EventLevel level, String payload) {
    return new Entry(
        Instant.now(), type, level, null, null, payload, false, 0, 0, null, System.nanoTime());
  }

  private static String cut(String payload) {
    return payload.length() <= MAX_PAYLOAD ? payload : payload.substring(0, MAX_PAYLOAD);
  }
}
