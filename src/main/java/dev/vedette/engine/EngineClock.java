package dev.vedette.engine;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The times an engine lives by.
 *
 * @param monotonicMillis never goes back, from any origin; may stand still while the machine is
 *     suspended
 * @param bootMillis goes on while the machine is suspended; empty where there is no such clock
 */
public record EngineClock(LongSupplier monotonicMillis, Supplier<OptionalLong> bootMillis) {

  /**
   * Where the clock of a process starts: late enough that whatever is "long ago" is not negative.
   */
  private static final long START_MILLIS = 1_000_000_000;

  /** The clocks of this machine. */
  public static EngineClock system() {
    long origin = System.nanoTime();
    return new EngineClock(
        () -> START_MILLIS + (System.nanoTime() - origin) / 1_000_000,
        SuspendDetector.procUptime());
  }
}
