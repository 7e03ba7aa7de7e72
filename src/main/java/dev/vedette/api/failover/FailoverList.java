package dev.vedette.api.failover;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the failovers.
 *
 * @param items newest first
 * @param next what to give as {@code before} to go on, null when there is nothing more
 */
@Schema(description = "A part of the failovers, newest first.")
public record FailoverList(
    List<FailoverSummary> items,
    @Schema(description = "What to give as `before` to go on; null when there is nothing more.")
        @Nullable String next) {

  /** How many failovers a request can ask for. */
  public static final int MAX_LIMIT = 200;

  public FailoverList {
    items = List.copyOf(items);
  }
}
