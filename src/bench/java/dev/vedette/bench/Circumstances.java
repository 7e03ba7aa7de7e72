package dev.vedette.bench;

import dev.vedette.bench.process.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What figures depend on beside the program: they mean nothing without it. */
final class Circumstances {

  private Circumstances() {}

  static Map<String, String> now() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    all.put(
        "commit",
        output(
            "git", "-C", System.getProperty("bench.root", "."), "describe", "--always", "--dirty"));
    all.put("redis-sentinel", output("redis-server", "--version").replaceAll(".*v=(\\S+).*", "$1"));
    all.put("java", Runtime.version().toString());
    all.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    all.put("load before", Files.readString(Path.of("/proc/loadavg")).trim());
    all.put("open files", Integer.toString(Limits.openFiles()));
    return all;
  }

  private static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
