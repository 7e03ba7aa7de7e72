package dev.vedette.api.notification;

import dev.vedette.api.shape.Words;
import dev.vedette.notify.route.Silence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** A silence. */
@Schema(name = "Silence", description = "Keeps notifications quiet for a time.")
record SilenceResource(
    String id,
    List<String> masters,
    List<String> events,
    Instant startsAt,
    Instant endsAt,
    String creator,
    String comment,
    Instant createdAt,
    @Schema(allowableValues = {"pending", "active"}) String state) {

  /** When it holds. */
  enum State {
    PENDING,
    ACTIVE
  }

  static SilenceResource of(Silence silence, Instant now) {
    State state = silence.isActive(now.toEpochMilli()) ? State.ACTIVE : State.PENDING;
    return new SilenceResource(
        silence.id(),
        silence.matcher().masters(),
        silence.matcher().events(),
        Instant.ofEpochMilli(silence.startsMillis()),
        Instant.ofEpochMilli(silence.endsMillis()),
        silence.creator(),
        silence.comment(),
        Instant.ofEpochMilli(silence.createdMillis()),
        Words.of(state));
  }

  /** All silences. */
  @Schema(name = "SilenceList", description = "The silences that are not over, soonest end first.")
  record SilenceList(List<SilenceResource> items, @Schema(example = "1") int total) {
    static SilenceList of(List<Silence> silences, Instant now) {
      return new SilenceList(
          silences.stream().map(silence -> SilenceResource.of(silence, now)).toList(),
          silences.size());
    }
  }
}
