package dev.vedette.bench.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel counts of a process. */
public final class ProcessFigures {

  private ProcessFigures() {}

  /**
   * The CPU time of all threads that live, in nanoseconds. The kernel counts that exactly, where
   * the time of the whole process comes in hundredths of a second; threads that have ended are left
   * out, so two samples of a quiet process can be compared.
   */
  public static long cpuNanos(long pid) {
    long sum = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        sum += threadNanos(thread);
      }
    } catch (IOException e) {
      throw new BenchException("process " + pid + " has ended", e);
    }
    return sum;
  }

  private static long threadNanos(Path thread) {
    try {
      String line = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(line.substring(0, line.indexOf(' ')));
    } catch (IOException ended) {
      return 0;
    }
  }

  /** The resident memory in kB. */
  public static long residentKb(long pid) {
    return status(pid, "VmRSS:");
  }

  /** The greatest resident memory so far in kB. */
  public static long peakKb(long pid) {
    return status(pid, "VmHWM:");
  }

  private static long status(long pid, String field) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith(field)) {
          return Long.parseLong(line.substring(field.length()).replace("kB", "").trim());
        }
      }
    } catch (IOException e) {
      throw new BenchException("process " + pid + " has ended", e);
    }
    throw new BenchException("process " + pid + " has ended");
  }
}
