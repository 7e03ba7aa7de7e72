package dev.vedette.simulation;

import java.util.Random;

/**
 * Something that goes wrong, or that an operator does.
 *
 * @param atMillis when
 * @param kind what
 * @param salt decides whom it concerns and for how long, together with the state of the world then
 */
record Fault(long atMillis, FaultKind kind, long salt) {

  /** Lets it happen. */
  void happen(Chaos chaos) {
    kind.happen(chaos, new Random(salt));
  }

  /** One word that {@link #parse} reads. */
  @Override
  public String toString() {
    return atMillis + ":" + kind + ":" + salt;
  }

  static Fault parse(String word) {
    String[] parts = word.split(":", -1);
    return new Fault(
        Long.parseLong(parts[0]), FaultKind.valueOf(parts[1]), Long.parseLong(parts[2]));
  }
}
