package dev.vedette.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A write with an identity, and all that went before it: a data set is the last write it has seen.
 *
 * @param id which write, unique in the whole world
 * @param before the data set it was made on, null for an empty one
 * @param depth how many writes the data set holds with this one
 */
record Write(long id, @Nullable Write before, long depth) {

  static Write on(@Nullable Write before, long id) {
    return new Write(id, before, before == null ? 1 : before.depth + 1);
  }

  /** How many writes a data set holds. */
  static long depth(@Nullable Write head) {
    return head == null ? 0 : head.depth;
  }

  /** Whether all of {@code part} is in {@code whole}. */
  static boolean contains(@Nullable Write whole, @Nullable Write part) {
    if (part == null) {
      return true;
    }
    Write at = whole;
    while (at != null && at.depth > part.depth) {
      at = at.before;
    }
    return at == part;
  }

  @Override
  public String toString() {
    return "#" + id;
  }
}
