package dev.vedette.api.event;

import dev.vedette.api.openapi.Answers.HistoryUnavailable;
import dev.vedette.api.openapi.Answers.InvalidParameter;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.ProblemAdvice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looking back at what happened. */
@RestController
@RequestMapping(path = "/api/v1/events", produces = "application/json")
@Tag(name = Tags.EVENTS)
public final class EventController {

  private final EventHistory history;

  EventController(EventHistory history) {
    this.history = history;
  }

  /** A page of events. */
  @GetMapping
  @Operation(
      operationId = "listEvents",
      summary = "List what happened",
      description =
          "Newest first, or oldest first with `after`. All filters that are given must match.")
  @ApiResponse(responseCode = "200", description = "A part of the history.")
  @HistoryUnavailable
  @InvalidParameter
  public EventList list(
      @Parameter(description = "Only about that master.", example = "mymaster")
          @RequestParam(required = false)
          @Nullable String master,
      @Parameter(
              description = "Only types that match: `*`, `?`, `[abc]`. Encode a plus as %2B.",
              example = "*failover*")
          @RequestParam(required = false)
          @Nullable String type,
      @Parameter(
              description = "Only that level and louder ones.",
              schema = @Schema(allowableValues = {"debug", "verbose", "notice", "warning"}))
          @RequestParam(required = false)
          @Nullable String level,
      @Parameter(description = "Not before that moment.", example = "2025-01-31T12:00:00Z")
          @RequestParam(required = false)
          @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
          @Nullable Instant since,
      @Parameter(description = "Before that moment.", example = "2030-01-31T12:00:00Z")
          @RequestParam(required = false)
          @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
          @Nullable Instant until,
      @Parameter(description = "Only older ones than that id: `next` of the answer before.")
          @RequestParam(required = false)
          @PositiveOrZero(message = "must be 0 or more")
          @Nullable Long before,
      @Parameter(description = "Only newer ones than that id, and then oldest first.")
          @RequestParam(required = false)
          @PositiveOrZero(message = "must be 0 or more")
          @Nullable Long after,
      @Parameter(description = "How many at most.")
          @RequestParam(defaultValue = "100")
          @Min(value = 1, message = "must be 1 or more")
          @Max(value = EventList.MAX_LIMIT, message = "must be at most " + EventList.MAX_LIMIT)
          int limit) {
    EventFilter filter = EventFilter.of(master, type, level, since, until);
    if (after == null) {
      return EventList.of(history.before(before, filter, limit), limit);
    }
    if (before != null) {
      throw ProblemAdvice.invalidParameter("after", "must not be given together with 'before'");
    }
    return EventList.of(history.after(after, filter, limit), limit);
  }
}
