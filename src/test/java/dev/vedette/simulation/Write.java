package dev.vedette.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A write with an identity, and all that went before it: a data set is the last write it has seen.
 */
final class Write {

  private final long id;
  private final @Nullable Write before;
  private final long depth;

  private Write(long id, @Nullable Write before) {
    this.id = id;
    this.before = before;
    this.depth = before == null ? 1 : before.depth + 1;
  }

  /**
   * One more write.
   *
   * @param before the data set it is made on, null for an empty one
   * @param id which write, unique in the whole world
   */
  static Write on(@Nullable Write before, long id) {
    return new Write(id, before);
  }

  /** How many there are with all that went before. */
  long depth() {
    return depth;
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

  /** Whether that write is in a data set. */
  static boolean contains(@Nullable Write whole, long id) {
    Write at = whole;
    while (at != null && at.id != id) {
      at = at.before;
    }
    return at != null;
  }

  @Override
  public String toString() {
    return "#" + id;
  }
}
