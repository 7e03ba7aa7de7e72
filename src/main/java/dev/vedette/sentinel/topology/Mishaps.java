package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

import org.jspecify.annotations.Nullable;

/**
 * Looks at one master that failed inside, by a fault of ours. A look that failed is repeated after
 * a pause, because what it met may pass. At the third failure in a row the master is set aside: the
 * last that is known of it is still told, but nothing is decided about it until a look works again.
 * The pauses between those grow from 10 s to 10 minutes.
 */
public final class Mishaps {

  /** So many failures in a row set a master aside. */
  public static final int LIMIT = 3;

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long SECOND_PAUSE_MILLIS = 1_000;
  private static final long SHORTEST_REST_MILLIS = 10_000;
  private static final long LONGEST_REST_MILLIS = 600_000;
  private static final int MAX_REASON_LENGTH = 200;

  private int inARow;
  private long notBefore = NEVER;
  private @Nullable String reason;

  Mishaps() {}

  /** When it may be looked at again; {@link Times#NEVER} when it may be at any time. */
  public long notBefore() {
    return notBefore;
  }

  /** Why it is set aside, one line for people; null when it is not. */
  public @Nullable String reason() {
    return isSetAside() ? reason : null;
  }

  /** Whether nothing is decided about it. */
  public boolean isSetAside() {
    return inARow >= LIMIT;
  }

  /**
   * A look has failed.
   *
   * @return whether that sets the master aside, which it was not before
   */
  public boolean failed(RuntimeException cause, long now) {
    boolean before = isSetAside();
    inARow++;
    notBefore = now + pause();
    String text = cause.toString().lines().findFirst().orElse("");
    reason = text.length() <= MAX_REASON_LENGTH ? text : text.substring(0, MAX_REASON_LENGTH);
    return isSetAside() && !before;
  }

  private long pause() {
    return switch (inARow) {
      case 1 -> FIRST_PAUSE_MILLIS;
      case 2 -> SECOND_PAUSE_MILLIS;
      default ->
          Math.min(LONGEST_REST_MILLIS, SHORTEST_REST_MILLIS << Math.min(inARow - LIMIT, 10));
    };
  }

  /**
   * A look has worked, or the master begins anew: whatever failed before is over.
   *
   * @return whether the master was set aside until now
   */
  public boolean areOver() {
    boolean before = isSetAside();
    inARow = 0;
    notBefore = NEVER;
    reason = null;
    return before;
  }

  /** Lets the next look be made at once. */
  public void lookNow() {
    notBefore = NEVER;
  }
}
