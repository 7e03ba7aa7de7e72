package dev.vedette.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a short command of the machine to its end. */
final class Command {

  private Command() {}

  /**
   * What it said.
   *
   * @throws IllegalStateException with what it said when it fails
   */
  static String run(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "`" + String.join(" ", words) + "` gave " + status + ": " + said.strip());
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + words.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + words, e);
    }
  }

  /** The same for words written as one line, without quotes. */
  static String line(String words) {
    return run(List.of(words.split(" ")));
  }

  /** Whether it works here. */
  static boolean works(String words) {
    try {
      return line(words) != null;
    } catch (IllegalStateException | UncheckedIOException e) {
      return false;
    }
  }
}
