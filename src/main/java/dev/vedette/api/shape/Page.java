package dev.vedette.api.shape;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A part of a list.
 *
 * @param items the entries of this page
 * @param page its number, from 0
 * @param size how many entries a page has at most
 * @param total how many entries there are on all pages
 */
@Schema(description = "A part of a list.")
public record Page<T>(
    List<T> items,
    @Schema(description = "Number of this page, from 0.", example = "0") int page,
    @Schema(description = "How many entries a page has at most.", example = "100") int size,
    @Schema(description = "How many entries there are on all pages.", example = "1") long total) {

  /** The greatest page size that can be asked for. */
  public static final int MAX_SIZE = 1000;

  /** The greatest page number that can be asked for. */
  public static final int MAX_PAGE = 1_000_000;

  public Page {
    items = List.copyOf(items);
  }
}
