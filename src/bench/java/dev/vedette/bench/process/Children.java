package dev.vedette.bench.process;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes this program started: none outlives it, however it ends short of kill -9. */
public final class Children {

  private static final Set<Process> ALL = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ALL.forEach(Process::destroyForcibly)));
  }

  private Children() {}

  /** Starts one. */
  public static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    ALL.add(process);
    var unused = process.onExit().thenAccept(ALL::remove);
    return process;
  }
}
