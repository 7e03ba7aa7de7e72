package dev.vedette.api.master;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * All masters.
 *
 * @param items one entry for each, in the order they were added
 * @param total how many there are
 */
@Schema(description = "All masters, in the order they were added.")
public record MasterList(List<MasterSummary> items, @Schema(example = "1") int total) {
  public MasterList {
    items = List.copyOf(items);
  }
}
