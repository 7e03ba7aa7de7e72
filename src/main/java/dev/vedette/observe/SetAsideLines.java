package dev.vedette.observe;

import java.util.List;

/**
 * Lines of the saved state that could not be read at the start.
 *
 * @param descriptions one for each: where it was, and what is wrong with it
 */
public record SetAsideLines(List<String> descriptions) {

  public SetAsideLines {
    descriptions = List.copyOf(descriptions);
  }
}
