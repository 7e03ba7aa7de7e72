package dev.vedette.bench.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that do nothing but burn CPU beside what is measured. */
public final class Burners implements AutoCloseable {

  private final List<Process> processes = new ArrayList<>();

  /** Starts that many; they end by themselves when this program is gone. */
  public static Burners start(int count) throws IOException {
    Burners burners = new Burners();
    long parent = ProcessHandle.current().pid();
    for (int i = 0; i < count; i++) {
      String loop =
          "while kill -0 "
              + parent
              + "; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done";
      burners.processes.add(Children.start(new ProcessBuilder("/bin/sh", "-c", loop)));
    }
    return burners;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
