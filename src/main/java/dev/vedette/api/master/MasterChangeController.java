package dev.vedette.api.master;

import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.openapi.Answers.InvalidBody;
import dev.vedette.api.openapi.Answers.UnknownMaster;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.ProblemException;
import dev.vedette.api.security.AuditFilter;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.option.MasterChange;
import dev.vedette.sentinel.place.Address;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Adding, changing and removing masters. Every answer comes when the change is on disk. */
@RestController
@RequestMapping(path = "/api/v1/masters", produces = "application/json")
@Tag(name = Tags.MASTERS)
public final class MasterChangeController {

  private final SentinelAccess sentinel;
  private final Pictures pictures;
  private final ScriptPaths scripts;

  MasterChangeController(SentinelAccess sentinel, Pictures pictures, ScriptPaths scripts) {
    this.sentinel = sentinel;
    this.pictures = pictures;
    this.scripts = scripts;
  }

  /** Watches a new master. */
  @PostMapping
  @Operation(
      operationId = "addMaster",
      summary = "Watch a new master",
      description =
          "From now on, and after a restart. All or nothing: with a bad option nothing is added."
              + " Like `SENTINEL MONITOR` followed by `SENTINEL SET`.")
  @ApiResponse(
      responseCode = "201",
      description = "It is watched, and that is saved.",
      headers = @Header(name = "Location", description = "Where it is."))
  @ApiResponse(responseCode = "409", ref = "DuplicateMaster")
  @ApiResponse(responseCode = "422", ref = "UnresolvedHost")
  @ApiResponse(responseCode = "503", ref = "NotSaved")
  @InvalidBody
  public ResponseEntity<MasterResource> add(@Valid @RequestBody NewMaster wanted) {
    JsonNode options = wanted.options();
    MasterChange change =
        options == null || options.isNull() ? new MasterChange() : MasterPatch.read(options);
    scripts.check(change);
    Address address =
        HostResolution.resolve(
            wanted.host(), wanted.port(), sentinel.settings().resolveHostnames());
    AuditFilter.detail(
        "%s %s %d %d %s"
            .formatted(
                wanted.name(),
                wanted.host(),
                wanted.port(),
                wanted.quorum(),
                String.join(", ", change.request(wanted.name()).events()))
            .strip());
    sentinel.change(new Request.Monitor(wanted.name(), address, wanted.quorum()));
    if (!change.isEmpty()) {
      changeOrRemove(wanted.name(), change);
    }
    URI location = URI.create("/api/v1/masters/" + wanted.name());
    return ResponseEntity.created(location).body(resource(wanted.name()));
  }

  private void changeOrRemove(String name, MasterChange change) {
    try {
      sentinel.change(change.request(name));
    } catch (ProblemException problem) {
      sentinel.ask(new Request.Remove(name));
      throw problem;
    }
  }

  /** Changes options of a master. */
  @PatchMapping(
      path = "/{name}",
      consumes = {"application/json", "application/merge-patch+json"})
  @Operation(
      operationId = "changeMaster",
      summary = "Change options of a master",
      description =
          "A JSON merge patch: fields that are missing stay as they are. All or nothing: with one"
              + " bad field nothing is changed. Like `SENTINEL SET`.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = "application/json",
                    schema = @Schema(implementation = MasterPatch.class)),
                @Content(
                    mediaType = "application/merge-patch+json",
                    schema = @Schema(implementation = MasterPatch.class))
              }))
  @ApiResponse(responseCode = "200", description = "The master with its new options, saved.")
  @ApiResponse(responseCode = "422", ref = "ScriptsDenied")
  @ApiResponse(responseCode = "503", ref = "NotSaved")
  @InvalidBody
  @UnknownMaster
  public MasterResource change(@MasterName @PathVariable String name, @RequestBody JsonNode patch) {
    MasterChange change = MasterPatch.read(patch);
    scripts.check(change);
    Request.ChangeMaster request = change.request(name);
    AuditFilter.detail(String.join(", ", request.events()));
    if (!change.isEmpty()) {
      sentinel.change(request);
    }
    return resource(name);
  }

  /** Stops watching a master. */
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "removeMaster",
      summary = "Stop watching a master",
      description =
          "And forget all about it. Its servers go on as they are; other sentinels go on watching"
              + " it. Like `SENTINEL REMOVE`.")
  @ApiResponse(responseCode = "204", description = "It is forgotten, and that is saved.")
  @ApiResponse(responseCode = "503", ref = "NotSaved")
  @UnknownMaster
  public void remove(@MasterName @PathVariable String name) {
    sentinel.change(new Request.Remove(name));
  }

  private MasterResource resource(String name) {
    return MasterResource.of(sentinel.master(name), pictures.now());
  }
}
