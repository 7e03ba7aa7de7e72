package dev.vedette.api.script;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * All scripts that run or wait.
 *
 * @param items one entry for each, in the order they were queued
 * @param total how many there are
 */
@Schema(description = "All scripts that run or wait, in the order they were queued.")
public record ScriptList(List<ScriptResource> items, @Schema(example = "0") int total) {
  public ScriptList {
    items = List.copyOf(items);
  }
}
