package dev.vedette.resp.handler;

import dev.vedette.resp.session.RespCounters;
import java.util.concurrent.TimeUnit;

/** What happened per second between the last two looks at the counters. */
public final class Rates {
  private final RespCounters counters;
  private volatile Sample last;
  private volatile Sample beforeLast;

  /** Rates of those counters. */
  public Rates(RespCounters counters) {
    this.counters = counters;
    this.last = look();
    this.beforeLast = last;
  }

  private record Sample(long nanos, long commands, long inputBytes, long outputBytes) {}

  private Sample look() {
    return new Sample(
        System.nanoTime(), counters.commands(), counters.inputBytes(), counters.outputBytes());
  }

  /** Looks at the counters; to be called about every second. */
  public void sample() {
    beforeLast = last;
    last = look();
  }

  private double perSecond(long difference) {
    long nanos = last.nanos() - beforeLast.nanos();
    return nanos <= 0 ? 0 : difference * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  long commandsPerSecond() {
    return Math.round(perSecond(last.commands() - beforeLast.commands()));
  }

  double inputBytesPerSecond() {
    return perSecond(last.inputBytes() - beforeLast.inputBytes());
  }

  double outputBytesPerSecond() {
    return perSecond(last.outputBytes() - beforeLast.outputBytes());
  }
}
