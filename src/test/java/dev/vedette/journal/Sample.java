package dev.vedette.journal;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.Event.Subject;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events as the engine publishes them. */
final class Sample {

  static final String MY_ID = "a".repeat(40);
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Sample() {}

  static PublishedEvent event(long sequence, EventType type, String master) {
    return event(sequence, type, master, 1, null);
  }

  static PublishedEvent event(
      long sequence, EventType type, String master, long epoch, @Nullable Evidence evidence) {
    Subject subject = new Subject("master", master, "127.0.0.1", 6379);
    String payload = "master " + master + " 127.0.0.1 6379";
    return at(
        START.plusSeconds(sequence), sequence, type, master, subject, payload, epoch, evidence);
  }

  static PublishedEvent old(long sequence, Instant time) {
    return at(time, sequence, EventType.REBOOT, "mymaster", null, "old", 1, null);
  }

  private static PublishedEvent at(
      Instant time,
      long sequence,
      EventType type,
      String master,
      @Nullable Subject subject,
      String payload,
      long epoch,
      @Nullable Evidence evidence) {
    return new PublishedEvent(
        sequence, time, new Event(type, master, subject, payload, Role.LEADER, epoch, evidence));
  }
}
