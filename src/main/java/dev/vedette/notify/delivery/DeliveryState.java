package dev.vedette.notify.delivery;

/** Where a delivery stands. */
public enum DeliveryState {
  /** Waits for its first or its next attempt, or is being attempted. */
  WAITING,
  /** Told. */
  DELIVERED,
  /** Given up; can be replayed. */
  DEAD,
  /** Somebody cancelled it. */
  CANCELLED,
  /** Made room for newer ones; can be replayed. */
  DROPPED;

  /** Whether nothing more will happen to it by itself. */
  public boolean isOver() {
    return this != WAITING;
  }
}
