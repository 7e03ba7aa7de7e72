package dev.vedette.sentinel;

/**
 * A small deterministic source of numbers (SplitMix64), so that equal seeds give equal runs on
 * every JDK.
 */
final class Chance {

  private long state;

  Chance(long seed) {
    state = seed;
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return (int) Long.remainderUnsigned(mixed, bound);
  }
}
