package dev.vedette.api.event;

import dev.vedette.api.openapi.Answers.InvalidParameter;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.ProblemAdvice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Hearing what happens as it happens. */
@RestController
@RequestMapping("/api/v1/events/stream")
@Tag(name = Tags.EVENTS)
public final class EventStreamController {

  private static final String EXAMPLE =
      """
      id:42
      data:{"id":42,"time":"2025-01-31T12:00:00.000Z","type":"+switch-master","level":"warning",\
      "master":"mymaster","subject":null,"payload":"mymaster 10.0.0.5 6379 10.0.0.6 6379",\
      "role":"leader","epoch":4}
      """;

  private final EventStreams streams;
  private final EventHistory history;

  EventStreamController(EventStreams streams, EventHistory history) {
    this.streams = streams;
    this.history = history;
  }

  /** Opens a stream. */
  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      operationId = "streamEvents",
      summary = "Hear what happens, as it happens",
      description =
          "Server-sent events: `id` is the id of the event, `data` the same JSON as in the list."
              + " With `Last-Event-ID` what was missed since then comes first; browsers send it by"
              + " themselves when they reconnect. A comment is sent every 15 seconds at least.")
  @ApiResponse(
      responseCode = "200",
      description = "The stream; it does not end.",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string"),
              examples = @ExampleObject(EXAMPLE)))
  @ApiResponse(responseCode = "503", ref = "TooManyStreams")
  @InvalidParameter
  public ResponseEntity<SseEmitter> stream(
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
      @Parameter(description = "Id of the last event that is known; 0 for all that are kept.")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String lastEventId) {
    EventFilter filter = EventFilter.of(master, type, level, null, null);
    // Answers with a problem while there is still a status to answer with.
    history.before(null, filter, 1);
    long after = lastEventId == null ? history.lastId() : id(lastEventId);
    return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(streams.open(after, filter));
  }

  private static long id(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw ProblemAdvice.invalidParameter("Last-Event-ID", "must be the id of an event");
    }
    return Long.parseLong(text);
  }
}
