package dev.vedette.api.notification;

import dev.vedette.api.notification.SilenceResource.SilenceList;
import dev.vedette.api.openapi.Answers.InvalidBody;
import dev.vedette.api.openapi.Answers.QueueUnavailable;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.FieldProblem;
import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.api.problem.ProblemException;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.notify.Notifications;
import dev.vedette.notify.SilenceBook;
import dev.vedette.notify.route.AlertMatcher;
import dev.vedette.notify.route.Silence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
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
@RequestMapping(path = "/api/v1/notifications/silences", produces = "application/json")
@Tag(name = Tags.NOTIFICATIONS)
public final class SilenceController {

  private static final String ID = "Id of the silence.";

  private final Notifications notifications;
  private final InstantSource clock = InstantSource.system();

  SilenceController(Notifications notifications) {
    this.notifications = notifications;
  }

  /** All that are not over. */
  @GetMapping
  @Operation(
      operationId = "listSilences",
      summary = "List silences that are not over",
      description = "Those that hold, and those that are still to come.")
  @ApiResponse(responseCode = "200", description = "The silences, soonest end first.")
  public SilenceList list() {
    return SilenceList.of(notifications.silences().list(), clock.instant());
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
  @QueueUnavailable
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
      throw ProblemAdvice.invalidFields(List.of(new FieldProblem(field, message)));
    }
  }

  /** One silence. */
  @GetMapping("/{id}")
  @Operation(
      operationId = "getSilence",
      summary = "Show a silence",
      description = "What it keeps quiet, until when, and who made it.")
  @ApiResponse(responseCode = "200", description = "The silence.")
  @ApiResponse(responseCode = "404", ref = "UnknownSilence")
  public SilenceResource get(@Parameter(description = ID) @PathVariable String id) {
    return notifications.silences().list().stream()
        .filter(silence -> silence.id().equals(id))
        .findFirst()
        .map(silence -> SilenceResource.of(silence, clock.instant()))
        .orElseThrow(() -> unknown(id));
  }

  /** Ends one now. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "removeSilence",
      summary = "End a silence now",
      description = "What happens from now on is told again.")
  @ApiResponse(responseCode = "204", description = "It is over.")
  @ApiResponse(responseCode = "404", ref = "UnknownSilence")
  @QueueUnavailable
  public void remove(@Parameter(description = ID) @PathVariable String id) {
    if (!QueueAccess.of(() -> notifications.silences().remove(id))) {
      throw unknown(id);
    }
  }

  private static ProblemException unknown(String id) {
    return ProblemType.UNKNOWN_SILENCE
        .because("There is no silence " + id + ".")
        .hint("It may be over. GET /api/v1/notifications/silences lists those there are.");
  }
}
