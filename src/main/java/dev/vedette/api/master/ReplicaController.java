package dev.vedette.api.master;

import dev.vedette.api.access.AnswerProblems;
import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.openapi.Tags;
import dev.vedette.sentinel.message.Request;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deciding about single replicas: whether one is ours, whether it is still wanted. */
@RestController
@RequestMapping(path = "/api/v1/masters/{name}/replicas/{replica}", produces = "application/json")
@Tag(name = Tags.MASTERS)
public final class ReplicaController {

  private final SentinelAccess sentinel;

  ReplicaController(SentinelAccess sentinel) {
    this.sentinel = sentinel;
  }

  /** It is ours. */
  @PostMapping("/adopt")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "adoptReplica",
      summary = "Make a node a replica that seems to be of another group",
      description =
          "A node at an address of this group that another group claims, or that has replicas of"
              + " its own, is left alone (`+foreign-node`). This says that it is ours: it becomes a"
              + " replica, and the data it has is lost.")
  @ApiResponse(responseCode = "204", description = "It was told, or is a replica already.")
  @ApiResponse(responseCode = "404", ref = "UnknownReplica")
  @ApiResponse(responseCode = "409", ref = "FailoverInProgress")
  public void adopt(
      @MasterName @PathVariable String name,
      @Parameter(description = "Its address, as it is listed.", example = "10.0.0.6:6379")
          @PathVariable
          String replica) {
    sentinel.master(name);
    AnswerProblems.requireOk(sentinel.ask(new Request.AdoptReplica(name, replica)));
  }

  /** It is not ours, or gone for good. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "forgetReplica",
      summary = "Forget one replica",
      description =
          "For a node that is not ours, or gone for good. One that the master lists is found"
              + " again. The other sentinels are not told.")
  @ApiResponse(responseCode = "204", description = "It is forgotten.")
  @ApiResponse(responseCode = "404", ref = "UnknownReplica")
  @ApiResponse(responseCode = "409", ref = "FailoverInProgress")
  public void forget(
      @MasterName @PathVariable String name,
      @Parameter(description = "Its address, as it is listed.", example = "10.0.0.6:6379")
          @PathVariable
          String replica) {
    sentinel.master(name);
    AnswerProblems.requireOk(sentinel.ask(new Request.ForgetReplica(name, replica)));
  }
}
