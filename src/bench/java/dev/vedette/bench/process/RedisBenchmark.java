package dev.vedette.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs redis-benchmark.
 *
 * @param port of the server
 * @param clients at once
 */
public record RedisBenchmark(int port, int clients) {

  private static final int RATE = 1;
  private static final int P99 = 6;

  /**
   * What it tells.
   *
   * @param perSecond requests
   * @param p99Millis of the time to the reply
   */
  public record Outcome(double perSecond, double p99Millis) {}

  /** Sends that many of one command and returns what it tells of them. */
  public Outcome run(int requests, List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "redis-benchmark",
                "-p",
                Integer.toString(port),
                "-c",
                Integer.toString(clients),
                "-n",
                Integer.toString(requests),
                "--csv"));
    command.addAll(words);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      // "command","requests a second","average","least","median","p95","p99","greatest"
      String[] cells = line.split("\",\"");
      if (cells.length > P99 && Character.isDigit(cells[RATE].charAt(0))) {
        return new Outcome(Double.parseDouble(cells[RATE]), Double.parseDouble(cells[P99]));
      }
    }
    throw new BenchException("redis-benchmark told nothing: " + text);
  }
}
