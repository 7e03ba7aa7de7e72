package dev.vedette;

import dev.vedette.config.StateRehearsal;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.rehearsal.Audience;
import dev.vedette.sentinel.rehearsal.Rehearsal;
import dev.vedette.sentinel.settings.DurableState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rehearses failovers after the start, until the code of a real one is compiled, on a thread of its
 * own: after each rehearsal it rests for as long as that one took, and all of them together have a
 * bound, so that watching is not delayed by it.
 */
final class WarmUp {

  /** What all rehearsals together may cost of one core. */
  static final long CPU_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * A method is compiled at its two hundredth call; most are called many times in one rehearsal.
   */
  static final int LIMIT = 40;

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final StateRehearsal state = new StateRehearsal();
  private volatile boolean stopped;

  /** Begins, on a thread of low priority. */
  void start() {
    Thread thread = Thread.ofPlatform().daemon().name("rehearsal").unstarted(this::rehearse);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /** Plays no further one. */
  void stop() {
    stopped = true;
  }

  /** Rehearses on this thread; returns how often. */
  int rehearse() {
    long before = cpuNanos();
    long start = System.nanoTime();
    int played = 0;
    try {
      while (played < LIMIT && !stopped && cpuNanos() - before < CPU_LIMIT_NANOS) {
        long began = System.nanoTime();
        new Rehearsal(new Backstage(state)).play();
        played++;
        LockSupport.parkNanos(System.nanoTime() - began);
      }
      LOG.debug(
          "Rehearsed {} failovers in {} ms, with {} ms of a core",
          played,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
          TimeUnit.NANOSECONDS.toMillis(cpuNanos() - before));
    } catch (RuntimeException e) {
      // Nothing depends on it but the speed of the first failover.
      LOG.warn("The rehearsal of a failover failed: {}", e, e);
    }
    return played;
  }

  private static long cpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** What the outside does with effects, as far as it leads to nothing outside. */
  private record Backstage(StateRehearsal state) implements Audience {

    @Override
    public void sees(Effect effect) {
      if (effect instanceof Effect.Emit emit) {
        LOG.trace("{}", emit.event().line());
      }
    }

    @Override
    public void saves(DurableState wanted) {
      state.write(wanted);
    }
  }
}
