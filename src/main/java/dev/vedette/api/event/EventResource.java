package dev.vedette.api.event;

import dev.vedette.api.shape.Words;
import dev.vedette.journal.JournalEvent;
import dev.vedette.sentinel.event.Event;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param id counts up; the id to resume a stream after
 * @param time when
 * @param type its name, with its sign
 * @param level how loud it is
 * @param master name of the master it is about, null for events of the whole process
 * @param subject the instance it is about, null when none is named
 * @param payload the text that is published on the channel of that name
 * @param role whether this sentinel led a failover of that master then
 * @param epoch the epoch then
 * @param detail what it rests on, empty for most
 */
@Schema(name = "Event", description = "Something that happened.")
public record EventResource(
    @Schema(description = "Counts up; the id to resume a stream after.", example = "42") long id,
    Instant time,
    @Schema(description = "Its name, with its sign.", example = "+switch-master") String type,
    @Schema(
            description = "How loud it is.",
            allowableValues = {"debug", "verbose", "notice", "warning"},
            example = "warning")
        String level,
    @Schema(
            description = "The master it is about; null for events of the whole process.",
            example = "mymaster")
        @Nullable String master,
    @Schema(description = "The instance it is about; null when none is named.")
        @Nullable EventSubject subject,
    @Schema(
            description = "The text that subscribers of that channel get.",
            example = "mymaster 10.0.0.5 6379 10.0.0.6 6379")
        String payload,
    @Schema(
            description = "`leader` when this sentinel drove a failover of that master then.",
            allowableValues = {"leader", "observer"},
            example = "leader")
        String role,
    @Schema(description = "The epoch then.", example = "4") long epoch,
    @Schema(
            description =
                "What it rests on: what the peers said, the ranking of the replicas, or who"
                    + " changed what. Empty for most.")
        Map<String, Object> detail) {

  /**
   * The instance that an event is about.
   *
   * @param kind what it is
   * @param name master name, replica's address, or sentinel's run id
   * @param host its host
   * @param port its port
   */
  @Schema(description = "The instance that an event is about.")
  public record EventSubject(
      @Schema(
              allowableValues = {"master", "slave", "sentinel"},
              example = "slave")
          String kind,
      @Schema(example = "10.0.0.6:6379") String name,
      @Schema(example = "10.0.0.6") String host,
      @Schema(example = "6379") int port) {

    static @Nullable EventSubject of(Event.@Nullable Subject subject) {
      return subject == null
          ? null
          : new EventSubject(subject.kind(), subject.name(), subject.host(), subject.port());
    }
  }

  static EventResource of(JournalEvent event) {
    return new EventResource(
        event.id(),
        event.time().truncatedTo(ChronoUnit.MILLIS),
        event.type(),
        Words.of(event.level()),
        event.master(),
        EventSubject.of(event.subject()),
        event.payload(),
        event.leading() ? "leader" : "observer",
        event.epoch(),
        event.detail());
  }
}
