package dev.vedette.api.event;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the history.
 *
 * @param items the events
 * @param next what to give as {@code before} (or {@code after}, if that was given) to go on; null
 *     when there is nothing more now
 */
@Schema(description = "A part of the history.")
public record EventList(
    List<EventResource> items,
    @Schema(
            description =
                "What to give as `before` (or as `after`, if that was given) to go on; null when"
                    + " there is nothing more.",
            example = "17")
        @Nullable Long next) {

  /** How many events a request can ask for. */
  public static final int MAX_LIMIT = 1000;

  public EventList {
    items = List.copyOf(items);
  }

  /** That list, given that {@code limit} were asked for. */
  static EventList of(List<EventResource> items, int limit) {
    return new EventList(items, items.size() < limit ? null : items.getLast().id());
  }
}
