package dev.vedette.engine;

import java.util.concurrent.atomic.AtomicLong;

/** What the engine counts; written by its thread, read by any. */
final class EngineCounters {
  final AtomicLong turns = new AtomicLong();
  final AtomicLong inputs = new AtomicLong();
  final AtomicLong failedInputs = new AtomicLong();
  final AtomicLong failedMeters = new AtomicLong();
  final AtomicLong lastTurnNanos = new AtomicLong();
  final AtomicLong longestTurnNanos = new AtomicLong();
  final AtomicLong timeJumps = new AtomicLong();
  final AtomicLong heartbeatMillis = new AtomicLong();

  void turned(long nanos) {
    turns.incrementAndGet();
    lastTurnNanos.set(nanos);
    longestTurnNanos.accumulateAndGet(nanos, Math::max);
  }
}
