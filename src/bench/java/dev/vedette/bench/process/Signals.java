package dev.vedette.bench.process;

import java.io.IOException;

/** Signals that Java has no method for. */
final class Signals {

  private Signals() {}

  /** Sends it, and returns when it was sent. */
  static void send(long pid, String signal) {
    try {
      // The shell's own command: no program has to be loaded, so little time goes by.
      Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid).start();
      if (kill.waitFor() != 0) {
        throw new BenchException("cannot send " + signal + " to " + pid);
      }
    } catch (IOException e) {
      throw new BenchException("cannot send " + signal, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
