package dev.vedette;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM and SIGINT as Redis treats them: the first one asks for an orderly end with exit code 0,
 * the second one ends at once. SIGHUP is ignored, so that a closed terminal does not end a
 * sentinel.
 */
final class ProcessSignals {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessSignals.class);

  private final RunningProcess process;
  private boolean asked;

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
    if (asked) {
      LOG.warn("Received SIG{} again, ending at once", signal.getName());
      process.halt(128 + signal.getNumber());
    }
    asked = true;
    LOG.warn("Received SIG{}, shutting down. Send it again to end at once", signal.getName());
    process.shutdown();
  }
}
