package dev.vedette.api.script;

import dev.vedette.api.shape.Words;
import dev.vedette.engine.PendingScripts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script that runs or waits.
 *
 * @param id names it for cancelling
 * @param kind which of the two hooks
 * @param master name of the master it is configured for
 * @param argv path and arguments
 * @param state {@code running} or {@code scheduled}
 * @param pid of the process, null while it waits
 * @param runTimeMillis how long it has been running
 * @param runDelayMillis how long until it may run
 * @param attempts how often it was started
 */
@Schema(name = "Script", description = "A script that runs or waits.")
public record ScriptResource(
    @Schema(example = "7") long id,
    @Schema(
            allowableValues = {"notification", "client_reconfig"},
            example = "notification")
        String kind,
    @Schema(example = "mymaster") String master,
    @Schema(
            description = "Path and arguments.",
            example = "[\"/etc/vedette/notify.sh\", \"+sdown\", \"master mymaster 10.0.0.5 6379\"]")
        List<String> argv,
    @Schema(
            allowableValues = {"running", "scheduled"},
            example = "scheduled")
        String state,
    @Schema(description = "Of the process; null while it waits.", example = "4711")
        @Nullable Long pid,
    @Schema(description = "How long it has been running.", example = "0") long runTimeMillis,
    @Schema(description = "How long until it may run.", example = "30000") long runDelayMillis,
    @Schema(description = "How often it was started.", example = "1") int attempts) {

  public ScriptResource {
    argv = List.copyOf(argv);
  }

  static ScriptResource of(PendingScripts.Script script) {
    return new ScriptResource(
        script.id(),
        Words.of(script.kind()),
        script.master(),
        script.argv(),
        script.running() ? "running" : "scheduled",
        script.running() ? script.pid() : null,
        script.runTimeMillis(),
        script.runDelayMillis(),
        script.retryNum());
  }
}
