package dev.vedette.bench;

import dev.vedette.bench.process.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What the environment says.
 *
 * @param wanted ROUNDS, if set
 * @param quick QUICK: one round, short windows
 * @param kinds KINDS: who is measured
 * @param output where the table and the pictures go
 * @param work where the files of the processes are
 */
record Settings(OptionalInt wanted, boolean quick, List<Kind> kinds, Path output, Path work) {

  static Settings read() throws IOException {
    String rounds = System.getenv().getOrDefault("ROUNDS", "");
    Path output = Path.of(System.getProperty("bench.output", "target/bench")).toAbsolutePath();
    Files.createDirectories(output);
    return new Settings(
        rounds.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(rounds)),
        !System.getenv().getOrDefault("QUICK", "").isEmpty(),
        kinds(System.getenv().getOrDefault("KINDS", "vedette redis")),
        output,
        Files.createTempDirectory("vedette-bench"));
  }

  private static List<Kind> kinds(String words) {
    return Arrays.stream(words.trim().split("\\s+"))
        .map(word -> Kind.valueOf(word.toUpperCase(Locale.ROOT)))
        .toList();
  }

  int rounds(int usual) {
    return wanted.orElse(quick ? 1 : usual);
  }
}
