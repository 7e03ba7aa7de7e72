package dev.vedette.api.master;

import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.openapi.Answers.InvalidParameter;
import dev.vedette.api.openapi.Answers.UnknownMaster;
import dev.vedette.api.openapi.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Health checks for load balancers: the status code is the answer, whichever of the methods is used
 * that load balancers use by default.
 */
@RestController
@RequestMapping(path = "/api/v1/masters/{name}/nodes/{node}", produces = "application/json")
@Tag(name = Tags.LOAD_BALANCERS)
public final class NodeController {

  private static final String METHODS =
      "The status code is the answer. `GET`, `HEAD` and `OPTIONS` mean the same.";

  private final SentinelAccess sentinel;

  NodeController(SentinelAccess sentinel) {
    this.sentinel = sentinel;
  }

  /** Whether a node is the primary. */
  @RequestMapping(
      path = "/primary",
      method = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS})
  @Operation(
      operationId = "checkPrimary",
      summary = "Check whether a node is the primary",
      description = "200 when clients that write are to go there and it is up. " + METHODS)
  @ApiResponse(responseCode = "200", description = "It is the primary and up.")
  @ApiResponse(
      responseCode = "503",
      description = "It is not; the body says why.",
      content = @Content(schema = @Schema(implementation = NodeCheckResource.class)))
  @InvalidParameter
  @UnknownMaster
  public ResponseEntity<NodeCheckResource> primary(
      @MasterName @PathVariable String name,
      @Parameter(description = "The node as host:port.", example = "10.0.0.5:6379") @PathVariable
          String node) {
    return answer(new NodeCheck(sentinel.master(name), node).primary());
  }

  /** Whether a node is a replica that can be read from. */
  @RequestMapping(
      path = "/replica",
      method = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS})
  @Operation(
      operationId = "checkReplica",
      summary = "Check whether a node is a replica in step",
      description =
          "200 when it is up, replicates from its master, and is not further behind than allowed."
              + " The lag is as old as the last INFO (10 seconds at most when all is well). "
              + METHODS)
  @ApiResponse(responseCode = "200", description = "It is a replica that can be read from.")
  @ApiResponse(
      responseCode = "503",
      description = "It is not; the body says why.",
      content = @Content(schema = @Schema(implementation = NodeCheckResource.class)))
  @InvalidParameter
  @UnknownMaster
  public ResponseEntity<NodeCheckResource> replica(
      @MasterName @PathVariable String name,
      @Parameter(description = "The node as host:port.", example = "10.0.0.6:6379") @PathVariable
          String node,
      @Parameter(
              description = "Greatest lag in bytes of the replication stream.",
              example = "65536")
          @RequestParam(required = false)
          @PositiveOrZero(message = "must be 0 or more")
          @Nullable Long maxLagBytes,
      @Parameter(description = "Greatest time since it heard of its master.", example = "15")
          @RequestParam(required = false)
          @PositiveOrZero(message = "must be 0 or more")
          @Nullable Long maxLagSeconds) {
    return answer(new NodeCheck(sentinel.master(name), node).replica(maxLagBytes, maxLagSeconds));
  }

  private static ResponseEntity<NodeCheckResource> answer(NodeCheckResource check) {
    return ResponseEntity.status(check.ok() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(check);
  }
}
