package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vedette.sentinel.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks {@code src/test/resources/transcripts}: what happens, {@code ----}, what the sentinel does
 * about it. {@code -Drewrite} writes what it does into the files instead of comparing; read the
 * difference before you commit it.
 */
class TranscriptTest {

  private static final Path ROOT = Path.of("src/test/resources/transcripts");

  @TestFactory
  Stream<DynamicTest> plays_as_written() throws IOException {
    boolean rewrite = System.getProperty("rewrite") != null;
    return files().stream()
        .map(file -> dynamicTest(ROOT.relativize(file).toString(), () -> play(file, rewrite)));
  }

  @Test
  void there_are_enough_of_them() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(40);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static void play(Path file, boolean rewrite) throws IOException {
    String written = Files.readString(file);
    String played = Transcript.play(written);
    if (rewrite) {
      Files.writeString(file, played);
    } else {
      assertThat(played).isEqualTo(written);
    }
  }
}
