package dev.vedette.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the machine was suspended. The monotonic clock stands still meanwhile, so that
 * nothing seems to have happened; the time since boot goes on. Wall time plays no part: setting a
 * clock is no suspension.
 */
final class SuspendDetector {

  /** Shorter gaps are the inaccuracy of reading two clocks after another. */
  static final long THRESHOLD_MILLIS = 500;

  /** No more often than this are the clocks compared. */
  static final long PERIOD_MILLIS = 100;

  private final Supplier<OptionalLong> bootMillis;
  private final LongSupplier monotonicMillis;
  private long lastCheck;
  private @Nullable Long lastDifference;

  /**
   * @param bootMillis time since boot, counting suspension; empty where it cannot be known
   * @param monotonicMillis time that stands still during suspension
   */
  SuspendDetector(Supplier<OptionalLong> bootMillis, LongSupplier monotonicMillis) {
    this.bootMillis = bootMillis;
    this.monotonicMillis = monotonicMillis;
    this.lastCheck = monotonicMillis.getAsLong() - PERIOD_MILLIS;
  }

  /** How long the machine was suspended since the last call, 0 for not at all. */
  long missingMillis() {
    long now = monotonicMillis.getAsLong();
    if (now - lastCheck < PERIOD_MILLIS) {
      return 0;
    }
    lastCheck = now;
    OptionalLong boot = bootMillis.get();
    if (boot.isEmpty()) {
      return 0;
    }
    long difference = boot.getAsLong() - now;
    Long before = lastDifference;
    lastDifference = difference;
    long missing = before == null ? 0 : difference - before;
    return missing >= THRESHOLD_MILLIS ? missing : 0;
  }

  /** Time since boot by {@code /proc/uptime}, which counts suspension; always empty elsewhere. */
  static Supplier<OptionalLong> procUptime() {
    RandomAccessFile file;
    try {
      file = new RandomAccessFile("/proc/uptime", "r");
    } catch (IOException e) {
      return OptionalLong::empty;
    }
    byte[] buffer = new byte[64];
    return () -> {
      try {
        file.seek(0);
        return parse(
            new String(buffer, 0, Math.max(0, file.read(buffer)), StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return OptionalLong.empty();
      }
    };
  }

  /** The first number of {@code /proc/uptime}, seconds with two decimals, as milliseconds. */
  static OptionalLong parse(String uptime) {
    int space = uptime.indexOf(' ');
    if (space <= 0) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Math.round(Double.parseDouble(uptime.substring(0, space)) * 1000));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
