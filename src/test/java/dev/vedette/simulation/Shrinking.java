package dev.vedette.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds a small part of the faults of a failed run that fails as well, by leaving out more and more
 * of them (delta debugging). Another failure than the first is good enough.
 */
final class Shrinking {

  private static final int MAX_RUNS = 200;

  private Plan smallest;
  private int runs;

  private Shrinking(Plan plan) {
    smallest = plan;
  }

  /** The smallest plan that was found. */
  static Plan of(Plan plan) {
    Shrinking shrinking = new Shrinking(plan);
    shrinking.shrink();
    return shrinking.smallest;
  }

  private void shrink() {
    int parts = 2;
    while (smallest.faults().size() > 1 && runs < MAX_RUNS) {
      int size = Math.ceilDiv(smallest.faults().size(), parts);
      if (dropOnePart(size)) {
        parts = Math.max(2, parts - 1);
      } else if (size == 1) {
        return;
      } else {
        parts = Math.min(smallest.faults().size(), parts * 2);
      }
    }
  }

  private boolean dropOnePart(int size) {
    List<Fault> all = smallest.faults();
    for (int from = 0; from < all.size(); from += size) {
      List<Fault> fewer = new ArrayList<>(all.subList(0, from));
      fewer.addAll(all.subList(Math.min(all.size(), from + size), all.size()));
      if (fails(smallest.with(fewer))) {
        smallest = smallest.with(fewer);
        return true;
      }
    }
    return false;
  }

  private boolean fails(Plan plan) {
    runs++;
    return Simulation.run(plan, null) != null;
  }
}
