package dev.vedette.api.settings;

import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.openapi.Answers.InvalidBody;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.FieldProblem;
import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.api.problem.ProblemException;
import dev.vedette.api.security.AuditFilter;
import dev.vedette.engine.LogControl;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.message.Request.CrashPoint;
import dev.vedette.sentinel.option.LogLevel;
import dev.vedette.sentinel.option.SettingsChange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Settings of this sentinel as a whole, and its failure simulation. */
@RestController
@RequestMapping(path = "/api/v1", produces = "application/json")
@Tag(name = Tags.SENTINEL)
public final class ConfigController {

  private final SentinelAccess sentinel;
  private final LogControl log;

  ConfigController(SentinelAccess sentinel, LogControl log) {
    this.sentinel = sentinel;
    this.log = log;
  }

  /** The settings. */
  @GetMapping("/config")
  @Operation(
      operationId = "getConfig",
      summary = "Show the settings",
      description = "Like `SENTINEL CONFIG GET *` and `SENTINEL DEBUG`.")
  @ApiResponse(responseCode = "200", description = "The settings.")
  public ConfigResource get() {
    return ConfigResource.of(sentinel.settings(), log.level());
  }

  /** Changes settings. */
  @PatchMapping(
      path = "/config",
      consumes = {"application/json", "application/merge-patch+json"})
  @Operation(
      operationId = "changeConfig",
      summary = "Change settings",
      description =
          "A JSON merge patch: fields that are missing stay as they are. All or nothing. Like"
              + " `SENTINEL CONFIG SET` and `SENTINEL DEBUG`.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = "application/json",
                    schema = @Schema(implementation = ConfigPatch.class)),
                @Content(
                    mediaType = "application/merge-patch+json",
                    schema = @Schema(implementation = ConfigPatch.class))
              }))
  @ApiResponse(responseCode = "200", description = "The new settings, saved.")
  @ApiResponse(responseCode = "503", ref = "NotSaved")
  @InvalidBody
  public ConfigResource change(@RequestBody JsonNode patch) {
    SettingsChange change = ConfigPatch.read(patch);
    AuditFilter.detail(String.join(", ", change.descriptions()));
    if (!change.isEmpty()) {
      carryOut(change);
    }
    return get();
  }

  /** The level is set before the request whose save writes it down, and set back if that fails. */
  private void carryOut(SettingsChange change) {
    LogLevel before = log.level();
    LogLevel level = change.logLevel();
    if (level != null) {
      log.level(level);
    }
    try {
      sentinel.change(change.request());
    } catch (ProblemException problem) {
      log.level(before);
      throw problem;
    }
  }

  /** Writes the state. */
  @PostMapping("/config/flush")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "flushConfig",
      summary = "Write the state to disk now",
      description = "Even if nothing has changed. Like `SENTINEL FLUSHCONFIG`.")
  @ApiResponse(responseCode = "204", description = "It is on disk.")
  @ApiResponse(responseCode = "503", ref = "NotSaved")
  public void flush() {
    sentinel.change(new Request.FlushConfig());
  }

  /** Crashes in the next failover. */
  @PostMapping("/simulate-failure")
  @Operation(
      operationId = "simulateFailure",
      summary = "Crash in the next failover",
      description =
          "To try out what the other sentinels do: this process ends with exit code 99 at that"
              + " point. Like `SENTINEL SIMULATE-FAILURE`.")
  @ApiResponse(responseCode = "200", description = "Where it will crash from now on.")
  @InvalidBody
  public SimulatedFailure simulate(@Valid @RequestBody SimulatedFailure wanted) {
    Set<CrashPoint> points = EnumSet.noneOf(CrashPoint.class);
    for (String word : wanted.points()) {
      CrashPoint point = CrashWords.point(word);
      if (point == null) {
        throw ProblemAdvice.invalidFields(
            List.of(
                new FieldProblem(
                    "points",
                    "must hold crash-after-election, crash-after-promotion, or nothing")));
      }
      points.add(point);
    }
    List<String> words = points.stream().map(CrashWords::of).toList();
    AuditFilter.detail(String.join(", ", words));
    sentinel.change(new Request.SimulateFailure(points));
    return new SimulatedFailure(words);
  }
}
