package dev.vedette;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM and SIGINT as Redis treats them: the first one asks for an orderly end with exit code 0,
 * the same one again ends at once. SIGHUP is ignored, so that a closed terminal does not end a
 * sentinel.
 *
 * <p>What comes within a second is not somebody who insists, but the same wish twice: Ctrl-C
 * reaches every process in front of a terminal, and those that started us often pass it on.
 */
final class ProcessSignals {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessSignals.class);

  private static final long SAME_WISH_NANOS = 1_000_000_000;

  private final RunningProcess process;
  private @Nullable Signal first;
  private long firstNanos;

  private ProcessSignals(RunningProcess process) {
    this.process = process;
  }

  /** Handles them from now on. */
  static void handle(RunningProcess process) {
    ProcessSignals signals = new ProcessSignals(process);
    install("TERM", signals::end);
    install("INT", signals::end);
    install("HUP", SignalHandler.SIG_IGN);
  }

  private static void install(String name, SignalHandler handler) {
    try {
      SignalHandler _ = Signal.handle(new Signal(name), handler);
    } catch (IllegalArgumentException e) {
      LOG.debug("SIG{} is left alone: {}", name, e.getMessage());
    }
  }

  private synchronized void end(Signal signal) {
    Signal before = first;
    if (before == null) {
      first = signal;
      firstNanos = System.nanoTime();
      LOG.warn("Received SIG{}, shutting down. Send it again to end at once", signal.getName());
      process.shutdown();
    } else if (before.equals(signal) && System.nanoTime() - firstNanos > SAME_WISH_NANOS) {
      LOG.warn("Received SIG{} again, ending at once", signal.getName());
      process.halt(128 + signal.getNumber());
    }
  }
}
