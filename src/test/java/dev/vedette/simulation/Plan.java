package dev.vedette.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A run before it is run: the seed of its world, and everything that is going to go wrong in it.
 *
 * @param seed of the world
 * @param faults in the order of time
 */
record Plan(long seed, List<Fault> faults) {

  /** When faults begin. */
  static final long FIRST_FAULT_MILLIS = 5_000;

  /** When they end. */
  static final long LAST_FAULT_MILLIS = 105_000;

  private static final int[] PAUSES = {5, 200, 1_000, 4_000, 10_000};

  Plan {
    faults = List.copyOf(faults);
  }

  /** The plan that belongs to a seed. */
  static Plan of(long seed) {
    Draw draw = new Draw(seed);
    Random random = draw.of("faults");
    List<Fault> faults = new ArrayList<>();
    long at = FIRST_FAULT_MILLIS;
    while (true) {
      at += 1 + random.nextInt(PAUSES[random.nextInt(PAUSES.length)]);
      if (at >= LAST_FAULT_MILLIS) {
        return new Plan(seed, faults);
      }
      faults.add(new Fault(at, FaultKind.draw(random), random.nextInt(1_000_000)));
    }
  }

  /** The same world with only those faults. */
  Plan with(List<Fault> fewer) {
    return new Plan(seed, fewer);
  }

  /** What {@code -Dfaults=} takes. */
  String faultsText() {
    return faults.stream().map(Fault::toString).collect(Collectors.joining(","));
  }

  /** Reads a seed and, after a space, perhaps faults. */
  static Plan parse(String text) {
    String[] words = text.trim().split(" +", 2);
    long seed = Long.parseLong(words[0]);
    return words.length == 1
        ? of(seed)
        : new Plan(seed, Arrays.stream(words[1].split(",", -1)).map(Fault::parse).toList());
  }
}
