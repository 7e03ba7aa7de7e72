package dev.vedette.sentinel.turn;

/**
 * A small deterministic source of numbers (SplitMix64), so that equal seeds give equal runs on
 * every JDK.
 */
public final class Chance {

  private long state;

  /** A source that starts at that seed. */
  public Chance(long seed) {
    state = seed;
  }

  /** A number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return (int) Long.remainderUnsigned(mixed, bound);
  }
}
