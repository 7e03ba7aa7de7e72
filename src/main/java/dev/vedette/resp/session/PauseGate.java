package dev.vedette.resp.session;

import java.util.concurrent.TimeUnit;

/** {@code CLIENT PAUSE}: makes commands wait until a time, or until {@code CLIENT UNPAUSE}. */
public final class PauseGate {
  private static final Pause NONE = new Pause(0, false, false);

  private record Pause(long untilNanos, boolean inForce, boolean publishOnly) {}

  private final Runnable onChange;
  private volatile Pause pause = NONE;

  /**
   * @param onChange has all whose commands wait look again
   */
  PauseGate(Runnable onChange) {
    this.onChange = onChange;
  }

  /**
   * Pauses for a time. A longer or stricter pause that is in force stays.
   *
   * @param writesOnly true to hold back only what {@code WRITE} means at a sentinel: {@code
   *     PUBLISH}
   */
  public void pause(long millis, boolean writesOnly) {
    begin(millis, writesOnly);
    onChange.run();
  }

  private synchronized void begin(long millis, boolean writesOnly) {
    Pause present = pause;
    long now = System.nanoTime();
    long bounded = Math.min(millis, TimeUnit.DAYS.toMillis(365));
    long end = now + TimeUnit.MILLISECONDS.toNanos(bounded);
    boolean running = present.inForce() && present.untilNanos() - now > 0;
    pause =
        new Pause(
            running && present.untilNanos() - end > 0 ? present.untilNanos() : end,
            true,
            running ? present.publishOnly() && writesOnly : writesOnly);
  }

  /** Ends the pause. */
  public void unpause() {
    end();
    onChange.run();
  }

  private synchronized void end() {
    pause = NONE;
  }

  /** How long a command of that kind has to wait from now on; 0 for not at all. */
  long remainingNanos(boolean isPublish) {
    Pause present = pause;
    return present.inForce() && (isPublish || !present.publishOnly())
        ? Math.max(0, present.untilNanos() - System.nanoTime())
        : 0;
  }
}
