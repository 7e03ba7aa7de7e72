package dev.vedette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWhileSavingIT {

  private static final int ROUNDS = 6;
  private static final int MASTERS = 200;

  @TempDir private Path folder;

  @Test
  void a_kill_at_any_moment_leaves_a_file_that_loads() throws Exception {
    var configuration = new TestConfiguration(folder);
    configuration.write("# mine\nport 26400\n");
    var random = new SplittableRandom(7);
    long epoch = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long least = epoch + 5 + random.nextInt(30);
      killWhileSaving(configuration, least);

      var state = configuration.load().state();

      assertThat(state.currentEpoch()).isGreaterThanOrEqualTo(least);
      assertThat(state.masters()).hasSize(MASTERS);
      assertThat(state.masters().getFirst().leaderEpoch()).isEqualTo(state.currentEpoch());
      assertThat(configuration.content()).startsWith("# mine\nport 26400\n");
      try (var files = Files.list(folder)) {
        assertThat(files.filter(file -> file.toString().contains("-tmp-"))).isEmpty();
      }
      epoch = state.currentEpoch();
    }
  }

  /** Kills without regard to what the program does just then. */
  private static void killWhileSaving(TestConfiguration configuration, long least)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SaveLoop.class.getName(),
                configuration.file().toString(),
                Integer.toString(MASTERS))
            .redirectErrorStream(true)
            .redirectOutput(configuration.file().resolveSibling("log").toFile())
            .start();
    try {
      await()
          .pollInterval(Duration.ofMillis(3))
          .atMost(Duration.ofSeconds(60))
          .until(() -> !process.isAlive() || savedEpoch(configuration.file()) >= least);
      assertThat(process.isAlive()).as("still saving").isTrue();
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static long savedEpoch(Path file) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("sentinel current-epoch "))
          .mapToLong(line -> Long.parseLong(line.substring(23)))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
