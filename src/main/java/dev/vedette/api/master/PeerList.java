package dev.vedette.api.master;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The other sentinels that watch a master.
 *
 * @param items one entry for each, in the order they were found
 * @param total how many there are
 */
@Schema(
    name = "SentinelList",
    description = "The other sentinels that watch a master, in the order they were found.")
public record PeerList(List<PeerResource> items, @Schema(example = "2") int total) {
  public PeerList {
    items = List.copyOf(items);
  }
}
