package dev.vedette.api.notification;

import dev.vedette.api.openapi.Answers.InvalidBody;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.api.shape.Words;
import dev.vedette.notify.Notifications;
import dev.vedette.notify.SilenceBook;
import dev.vedette.notify.route.AlertMatcher;
import dev.vedette.notify.route.Silence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keeping notifications quiet for a time. */
@RestController
@RequestMapping("/api/v1/notifications/silences")
@Tag(name = Tags.NOTIFICATIONS)
public final class SilenceController {

  private final Notifications notifications;
  private final InstantSource clock = InstantSource.system();

  SilenceController(Notifications notifications) {
    this.notifications = notifications;
  }

  /** A silence that is to be made. */
  @Schema(description = "A silence to make. At least one of masters and events must be given.")
  public record NewSilence(
      @Schema(description = "Patterns of master names.", example = "[\"test-*\"]")
          @Size(max = 100, message = "must have at most 100 entries")
          @Nullable List<@NotBlank String> masters,
      @Schema(description = "Patterns of event names.", example = "[\"+sdown\", \"-sdown\"]")
          @Size(max = 100, message = "must have at most 100 entries")
          @Nullable List<@NotBlank String> events,
      @Schema(description = "From when; now if missing.") @Nullable Instant startsAt,
      @Schema(description = "Until when.") @NotNull(message = "must be given") Instant endsAt,
      @Schema(description = "Who makes it; the user who is logged in if missing.")
          @Size(max = 200, message = "must have at most 200 characters")
          @Nullable String creator,
      @Schema(description = "Why.", example = "maintenance")
          @NotBlank(message = "must say why")
          @Size(max = 1000, message = "must have at most 1000 characters")
          String comment) {}

  /** A silence. */
  @Schema(name = "Silence", description = "Keeps notifications quiet for a time.")
  public record SilenceResource(
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
  }

  /** All that are not over. */
  @GetMapping
  @Operation(operationId = "listSilences", summary = "List silences that are not over")
  @ApiResponse(responseCode = "200", description = "The silences, soonest end first.")
  public List<SilenceResource> list() {
    Instant now = clock.instant();
    return notifications.silences().list().stream()
        .map(silence -> SilenceResource.of(silence, now))
        .toList();
  }

  /** Makes one. */
  @PostMapping
  @Operation(
      operationId = "addSilence",
      summary = "Keep notifications quiet for a time",
      description =
          "What happens meanwhile is not told later; a problem that still lasts at the end is told"
              + " with the next repetition of its route. Survives a restart.")
  @ApiResponse(responseCode = "201", description = "It is stored.")
  @InvalidBody
  public ResponseEntity<SilenceResource> add(
      @Valid @RequestBody NewSilence wanted, @Nullable Principal user) {
    Instant now = clock.instant();
    Instant starts = Objects.requireNonNullElse(wanted.startsAt(), now);
    List<String> masters = Objects.requireNonNullElse(wanted.masters(), List.of());
    List<String> events = Objects.requireNonNullElse(wanted.events(), List.of());
    check(wanted.endsAt().isAfter(now), "endsAt", "must be in the future");
    check(wanted.endsAt().isAfter(starts), "endsAt", "must be after startsAt");
    check(
        !masters.isEmpty() || !events.isEmpty(),
        "masters",
        "must be given, or events; use the pattern * to silence everything");
    SilenceBook silences = notifications.silences();
    check(
        silences.list().size() < SilenceBook.MAX_SILENCES,
        "masters",
        "must be silenced by fewer entries: there are too many silences");
    String creator = wanted.creator() == null ? name(user) : wanted.creator();
    Silence silence =
        new Silence(
            UUID.randomUUID().toString(),
            new AlertMatcher(masters, events, null, null),
            creator,
            wanted.comment(),
            starts.toEpochMilli(),
            wanted.endsAt().toEpochMilli(),
            now.toEpochMilli());
    QueueAccess.of(() -> {
      silences.add(silence);
      return silence;
    });
    return ResponseEntity.created(URI.create("/api/v1/notifications/silences/" + silence.id()))
        .body(SilenceResource.of(silence, now));
  }

  private static String name(@Nullable Principal user) {
    return user == null ? "" : user.getName();
  }

  private static void check(boolean holds, String field, String message) {
    if (!holds) {
      throw ProblemType.INVALID_FIELD.because("'" + field + "' " + message + ".").field(field);
    }
  }

  /** One silence. */
  @GetMapping("/{id}")
  @Operation(operationId = "getSilence", summary = "Show a silence")
  @ApiResponse(responseCode = "200", description = "The silence.")
  public SilenceResource get(@PathVariable String id) {
    return notifications.silences().list().stream()
        .filter(silence -> silence.id().equals(id))
        .findFirst()
        .map(silence -> SilenceResource.of(silence, clock.instant()))
        .orElseThrow(() -> ProblemType.UNKNOWN_SILENCE.because("There is no silence " + id + "."));
  }

  /** Ends one now. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "removeSilence", summary = "End a silence now")
  @ApiResponse(responseCode = "204", description = "It is over.")
  public void remove(@PathVariable String id) {
    if (!QueueAccess.of(() -> notifications.silences().remove(id))) {
      throw ProblemType.UNKNOWN_SILENCE.because("There is no silence " + id + ".");
    }
  }
}
