package dev.vedette.sentinel.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, in the words and the form that Sentinel clients parse.
 *
 * @param type what happened
 * @param master name of the master it is about, null for events of the whole process such as TILT
 * @param subject the instance it is about, null when the payload names none
 * @param payload the exact text published on the channel {@link EventType#wireName()}, empty for
 *     none
 * @param role whether we lead a failover of that master right now, or only watch
 * @param epoch our current epoch when it happened
 * @param evidence what it rests on, for records and metrics; never part of the payload, null where
 *     the payload says it all
 */
public record Event(
    EventType type,
    @Nullable String master,
    @Nullable Subject subject,
    String payload,
    Role role,
    long epoch,
    @Nullable Evidence evidence) {

  /** Our part in what happened. */
  public enum Role {
    /** We started, or lead, a failover of the master concerned. */
    LEADER,
    /** We only saw it. */
    OBSERVER
  }

  /**
   * The instance an event is about.
   *
   * @param kind {@code master}, {@code slave} or {@code sentinel}: the first word of the payload
   * @param name master name, replica's address, or sentinel's run id
   * @param host announced host or address
   * @param port TCP port
   */
  public record Subject(String kind, String name, String host, int port) {}

  public Event {
    Objects.requireNonNull(type);
    Objects.requireNonNull(payload);
  }

  /** An event whose payload says it all. */
  public Event(
      EventType type,
      @Nullable String master,
      @Nullable Subject subject,
      String payload,
      Role role,
      long epoch) {
    this(type, master, subject, payload, role, epoch, null);
  }

  /** An event of the process itself, about no master. */
  public static Event ofProcess(EventType type, String payload, long epoch) {
    return new Event(type, null, null, payload, Role.OBSERVER, epoch);
  }

  /** The same event with what it rests on. */
  public Event because(Evidence reason) {
    return new Event(type, master, subject, payload, role, epoch, reason);
  }

  /** The level of its type. */
  public EventLevel level() {
    return type.level();
  }

  /** The log line: wire name, a space, the payload. */
  public String line() {
    return payload.isEmpty() ? type.wireName() : type.wireName() + " " + payload;
  }
}
