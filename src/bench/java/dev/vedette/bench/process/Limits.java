package dev.vedette.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine allows a process. */
public final class Limits {

  private Limits() {}

  /**
   * How many files and sockets a process of ours may have open: the hard limit, which src/bench/run
   * has taken.
   */
  public static int openFiles() {
    try {
      return Files.readAllLines(Path.of("/proc/self/limits")).stream()
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.trim().split("\\s+")[4])
          .map(hard -> hard.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(hard))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How many masters with one replica each a sentinel can watch: it needs two connections to every
   * node.
   */
  public static int mostMasters() {
    return (openFiles() - 200) / 4;
  }
}
