package dev.vedette.api.script;

import dev.vedette.api.openapi.Answers.InvalidParameter;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.engine.PendingScripts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Looking at scripts, and cancelling them. */
@RestController
@RequestMapping(path = "/api/v1/pending-scripts", produces = "application/json")
@Tag(name = Tags.SCRIPTS)
public final class ScriptController {

  private final PendingScripts scripts;

  ScriptController(PendingScripts scripts) {
    this.scripts = scripts;
  }

  /** All that run or wait. */
  @GetMapping
  @Operation(
      operationId = "listPendingScripts",
      summary = "List scripts that run or wait",
      description = "In the order they were queued. Like `SENTINEL PENDING-SCRIPTS`.")
  @ApiResponse(responseCode = "200", description = "All that run or wait.")
  public ScriptList list() {
    List<ScriptResource> items = scripts.list().stream().map(ScriptResource::of).toList();
    return new ScriptList(items, items.size());
  }

  /** Cancels one. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "cancelScript",
      summary = "Cancel a script",
      description =
          "One that waits is taken out of the queue; one that runs is killed with its children. It"
              + " is not tried again.")
  @ApiResponse(responseCode = "204", description = "It is cancelled.")
  @ApiResponse(responseCode = "404", ref = "UnknownScript")
  @InvalidParameter
  public void cancel(
      @Parameter(description = "Id of the script.", example = "7") @PathVariable long id) {
    if (!scripts.cancel(id)) {
      throw ProblemType.UNKNOWN_SCRIPT
          .because("There is no script with the id " + id + ".")
          .hint("It may have ended. GET /api/v1/pending-scripts lists those there are.")
          .known(scripts.list().stream().map(script -> Long.toString(script.id())).toList());
    }
  }
}
