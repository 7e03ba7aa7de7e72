package dev.vedette.bench.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for something to become true. */
public final class Waiting {

  private static final Duration BETWEEN = Duration.ofMillis(10);

  private Waiting() {}

  /**
   * Asks every 10 ms until there is something.
   *
   * @throws BenchException after the limit
   */
  public static <T> T until(String what, Duration limit, Supplier<@Nullable T> question) {
    return until(what, limit, BETWEEN, question);
  }

  /** The same with a time between two questions, where asking costs what is measured something. */
  public static <T> T until(
      String what, Duration limit, Duration between, Supplier<@Nullable T> question) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      T answer = question.get();
      if (answer != null) {
        return answer;
      }
      if (System.nanoTime() - end > 0) {
        throw new BenchException("waited " + limit.toSeconds() + " s for " + what);
      }
      pause(between);
    }
  }

  /** The same with a condition. */
  public static void untilTrue(
      String what, Duration limit, Duration between, BooleanSupplier condition) {
    Boolean unused =
        until(what, limit, between, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
  }

  /** Lets time pass: a measured window has a length. */
  public static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new BenchException("interrupted");
      }
    }
  }
}
