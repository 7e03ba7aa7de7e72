package dev.vedette.night;

/**
 * A fault that happened.
 *
 * @param fault which
 * @param victim the address of whom it met, empty when it met several
 * @param beganMillis just before it began, wall time
 */
record Played(Fault fault, String victim, long beganMillis) {

  @Override
  public String toString() {
    return fault + (victim.isEmpty() ? "" : ": " + victim);
  }
}
