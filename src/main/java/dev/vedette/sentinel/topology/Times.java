package dev.vedette.sentinel.topology;

/** Marks on the monotonic time line, in milliseconds. */
public final class Times {

  /** Before everything: an age counted from here is longer than any period. */
  public static final long NEVER = Long.MIN_VALUE / 4;

  /** After everything: a deadline that never comes. */
  public static final long FOREVER = Long.MAX_VALUE;

  private Times() {}
}
