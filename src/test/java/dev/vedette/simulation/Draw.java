package dev.vedette.simulation;

import java.util.Random;

/**
 * Chance from one seed, in streams that do not disturb each other: what is drawn for one thing
 * stays the same when another thing is added to the world or left out.
 */
record Draw(long seed) {

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** The stream for one thing. */
  Random of(String thing) {
    long mixed = (seed + 1) * SPREAD ^ thing.hashCode() * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 31)) * SPREAD;
    return new Random(mixed ^ (mixed >>> 29));
  }
}
