package dev.vedette.bench.process;

import java.time.Instant;

/** The wall clock, which logs of other processes are compared with. */
public final class Clock {

  private Clock() {}

  /** Microseconds since 1970. */
  public static long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
