package dev.vedette.resp.handler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code INFO cpu}, from what the kernel tells about this process; zero where there is no {@code
 * /proc}.
 */
public final class CpuSection implements InfoSection {
  /** {@code USER_HZ}, which is 100 on all platforms that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int USER_CHILDREN = 13;
  private static final int SYSTEM_CHILDREN = 14;
  private static final int DECIMALS = 6;

  @Override
  public String name() {
    return "CPU";
  }

  @Override
  public void describe(InfoText text) {
    double[] process = ticks(Path.of("/proc/self/stat"));
    double[] mainThread =
        ticks(Path.of("/proc/self/task/" + ProcessHandle.current().pid() + "/stat"));
    text.line("used_cpu_sys", process[SYSTEM], DECIMALS)
        .line("used_cpu_user", process[USER], DECIMALS)
        .line("used_cpu_sys_children", process[SYSTEM_CHILDREN], DECIMALS)
        .line("used_cpu_user_children", process[USER_CHILDREN], DECIMALS)
        .line("used_cpu_sys_main_thread", mainThread[SYSTEM], DECIMALS)
        .line("used_cpu_user_main_thread", mainThread[USER], DECIMALS);
  }

  /**
   * Seconds, by the number of the field counted after the name of the process, which may hold
   * blanks.
   */
  private static double[] ticks(Path stat) {
    double[] seconds = new double[SYSTEM_CHILDREN + 1];
    try {
      String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      for (int i = USER; i <= SYSTEM_CHILDREN; i++) {
        seconds[i] = Long.parseLong(fields[i]) / TICKS_PER_SECOND;
      }
    } catch (IOException | NumberFormatException e) {
      return new double[SYSTEM_CHILDREN + 1];
    }
    return seconds;
  }
}
