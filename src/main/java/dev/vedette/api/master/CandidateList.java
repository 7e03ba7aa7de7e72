package dev.vedette.api.master;

import dev.vedette.api.shape.VerdictResource;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which replica would be promoted now.
 *
 * @param best its address, null when none can be promoted
 * @param items a verdict for each replica, best first
 * @param total how many replicas there are
 */
@Schema(description = "Which replica would be promoted now, and what is wrong with the others.")
public record CandidateList(
    @Schema(
            description = "The replica that would be promoted; null when none can be.",
            example = "10.0.0.6:6379")
        @Nullable String best,
    List<VerdictResource> items,
    @Schema(example = "2") int total) {

  public CandidateList {
    items = List.copyOf(items);
  }
}
