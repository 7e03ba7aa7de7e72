package dev.vedette.api.master;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The replicas of a master.
 *
 * @param items one entry for each, in the order they were found
 * @param total how many there are
 */
@Schema(description = "The replicas of a master, in the order they were found.")
public record ReplicaList(List<ReplicaResource> items, @Schema(example = "2") int total) {
  public ReplicaList {
    items = List.copyOf(items);
  }
}
