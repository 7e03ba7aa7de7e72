package dev.vedette.api.master;

import dev.vedette.api.access.AnswerProblems;
import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.failover.FailoverLocation;
import dev.vedette.api.openapi.Answers.InvalidBody;
import dev.vedette.api.openapi.Answers.UnknownMaster;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.security.AuditFilter;
import dev.vedette.api.shape.VerdictResource;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Failing over and resetting. */
@RestController
@RequestMapping(path = "/api/v1/masters", produces = "application/json")
@Tag(name = Tags.MASTERS)
public final class OperateController {

  private final SentinelAccess sentinel;
  private final FailoverLocation location;

  OperateController(SentinelAccess sentinel, FailoverLocation location) {
    this.sentinel = sentinel;
    this.location = location;
  }

  /** Which replica would be promoted. */
  @GetMapping("/{name}/candidates")
  @Operation(
      operationId = "listCandidates",
      summary = "Show which replica would be promoted",
      description =
          "The ranking that a failover would use now: priority, then replication offset, then run"
              + " id; and what is wrong with the replicas that cannot be promoted.")
  @ApiResponse(responseCode = "200", description = "The ranking.")
  @UnknownMaster
  public CandidateList candidates(@MasterName @PathVariable String name) {
    List<VerdictResource> verdicts =
        sentinel.candidates(name).stream().map(VerdictResource::of).toList();
    String best =
        verdicts.stream()
            .filter(verdict -> verdict.rank() == 1)
            .map(VerdictResource::replica)
            .findFirst()
            .orElse(null);
    return new CandidateList(best, verdicts, verdicts.size());
  }

  /** Fails a master over. */
  @PostMapping("/{name}/failover")
  @Operation(
      operationId = "startFailover",
      summary = "Fail a master over",
      description =
          "Promotes the best replica without asking the other sentinels, whether the master is up"
              + " or not. Like `SENTINEL FAILOVER`.")
  @ApiResponse(
      responseCode = "202",
      description = "It has begun.",
      headers = @Header(name = "Location", description = "Where its record is."))
  @ApiResponse(responseCode = "409", ref = "FailoverInProgress")
  @ApiResponse(responseCode = "422", ref = "NoGoodReplica")
  @InvalidBody
  @UnknownMaster
  public ResponseEntity<FailoverStarted> failover(
      @MasterName @PathVariable String name,
      @RequestBody(required = false) @Nullable FailoverRequest wanted) {
    boolean coordinated = wanted != null && wanted.coordinated();
    long epoch =
        switch (sentinel.ask(new Request.Failover(name, coordinated))) {
          case Answer.FailoverStarted started -> started.epoch();
          case Answer other -> throw AnswerProblems.of(other);
        };
    String id = location.idOf(name, epoch);
    URI record = URI.create("/api/v1/failovers/" + id);
    return ResponseEntity.accepted()
        .location(record)
        .body(new FailoverStarted(id, name, epoch, record.toString()));
  }

  /** Resets one master. */
  @PostMapping("/{name}/reset")
  @Operation(
      operationId = "resetMaster",
      summary = "Reset a master",
      description =
          "Forgets its replicas, its sentinels and any failover in progress; they are discovered"
              + " again. Like `SENTINEL RESET` with this name.")
  @ApiResponse(responseCode = "200", description = "It was reset.")
  @UnknownMaster
  public ResetResult reset(@MasterName @PathVariable String name) {
    sentinel.master(name);
    return reset(new ResetRequest(name.replaceAll("[\\\\*?\\[\\]]", "\\\\$0")));
  }

  /** Resets all masters whose name matches. */
  @PostMapping("/reset")
  @Operation(
      operationId = "resetMasters",
      summary = "Reset all masters whose name matches",
      description =
          "Forgets their replicas, their sentinels and any failover in progress. Like `SENTINEL"
              + " RESET`.")
  @ApiResponse(responseCode = "200", description = "How many were reset; 0 when none matches.")
  @InvalidBody
  public ResetResult reset(@Valid @RequestBody ResetRequest wanted) {
    AuditFilter.detail("pattern " + wanted.pattern());
    return switch (sentinel.ask(new Request.Reset(wanted.pattern()))) {
      case Answer.Count(long count) -> new ResetResult(count);
      case Answer other -> throw AnswerProblems.of(other);
    };
  }
}
