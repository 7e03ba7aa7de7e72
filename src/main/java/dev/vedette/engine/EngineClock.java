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

  /** The clocks of this machine. */
  public static EngineClock system() {
    long origin = System.nanoTime();
    return new EngineClock(
        () -> (System.nanoTime() - origin) / 1_000_000, SuspendDetector.procUptime());
  }
}
