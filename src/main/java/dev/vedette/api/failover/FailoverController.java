package dev.vedette.api.failover;

import static dev.vedette.api.event.JournalHistory.orProblem;

import dev.vedette.api.openapi.Answers.HistoryUnavailable;
import dev.vedette.api.openapi.Answers.InvalidParameter;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.api.shape.Words;
import dev.vedette.journal.FailoverQuery;
import dev.vedette.journal.Journal;
import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.journal.failover.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looking back at failovers. */
@RestController
@RequestMapping(path = "/api/v1/failovers", produces = "application/json")
@Tag(name = Tags.FAILOVERS)
public final class FailoverController {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Journal journal;
  private final FailoverLocation location;

  FailoverController(Journal journal, FailoverLocation location) {
    this.journal = journal;
    this.location = location;
  }

  /** A part of the list. */
  @GetMapping
  @Operation(
      operationId = "listFailovers",
      summary = "List failovers",
      description =
          "All that this sentinel led, wanted to lead, or saw, newest first. All filters that are"
              + " given must match.")
  @ApiResponse(responseCode = "200", description = "A part of the failovers.")
  @HistoryUnavailable
  @InvalidParameter
  public FailoverList list(
      @Parameter(description = "Only of that master.", example = "mymaster")
          @RequestParam(required = false)
          @Nullable String master,
      @Parameter(
              description = "Only with that outcome.",
              schema =
                  @Schema(
                      allowableValues = {
                        "in_progress",
                        "promoted",
                        "timed_out",
                        "aborted",
                        "observed",
                        "unseen",
                        "interrupted"
                      }))
          @RequestParam(required = false)
          @Nullable String outcome,
      @Parameter(description = "Started not before that moment.", example = "2025-01-31T12:00:00Z")
          @RequestParam(required = false)
          @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
          @Nullable Instant since,
      @Parameter(description = "Started before that moment.", example = "2030-01-31T12:00:00Z")
          @RequestParam(required = false)
          @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
          @Nullable Instant until,
      @Parameter(description = "Only older ones than that id: `next` of the answer before.")
          @RequestParam(required = false)
          @Nullable String before,
      @Parameter(description = "How many at most.")
          @RequestParam(defaultValue = "50")
          @Min(value = 1, message = "must be 1 or more")
          @Max(value = FailoverList.MAX_LIMIT, message = "must be at most 200")
          int limit) {
    if (since != null && until != null && until.isBefore(since)) {
      throw ProblemAdvice.invalidParameter("until", "must not be before 'since'");
    }
    if (before != null && !ID.matcher(before).matches()) {
      throw ProblemAdvice.invalidParameter("before", "must be the id of a failover");
    }
    FailoverQuery query = new FailoverQuery(master, outcome(outcome), since, until, before, limit);
    List<FailoverSummary> items =
        orProblem(() -> journal.failovers(query)).stream().map(FailoverSummary::of).toList();
    return new FailoverList(items, items.size() < limit ? null : items.getLast().id());
  }

  private static @Nullable Outcome outcome(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return Arrays.stream(Outcome.values())
        .filter(outcome -> Words.of(outcome).equals(word))
        .findFirst()
        .orElseThrow(() ->
            ProblemAdvice.invalidParameter(
                "outcome",
                "must be one of "
                    + String.join(", ", Arrays.stream(Outcome.values()).map(Words::of).toList())));
  }

  /** One failover. */
  @GetMapping("/{id}")
  @Operation(
      operationId = "getFailover",
      summary = "Show a failover",
      description =
          "Why it was started and who agreed, who voted, which replicas were candidates, how long"
              + " each state took, how each replica was moved, and how it ended. Failed attempts"
              + " have records, too.")
  @ApiResponse(responseCode = "200", description = "The failover, as far as it is known now.")
  @ApiResponse(responseCode = "404", ref = "UnknownFailover")
  @HistoryUnavailable
  public FailoverResource get(
      @Parameter(description = "Id of its record.") @PathVariable String id) {
    Optional<FailoverRecord> found = orProblem(() -> location.find(id));
    return FailoverResource.of(
        found.orElseThrow(() ->
            ProblemType.UNKNOWN_FAILOVER
                .because("There is no failover '" + id + "', or it is no longer kept.")
                .hint("GET /api/v1/failovers lists those there are.")));
  }
}
