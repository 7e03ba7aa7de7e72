package dev.vedette.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A run that failed once and must not fail again.
 *
 * @param plan what it was
 * @param why it failed then
 */
record FailedOnce(Plan plan, String why) {

  private static final String RESOURCE = "/simulation/failed-once.txt";

  /** All that are written down: seed, perhaps the faults, and after a {@code #} why. */
  static List<FailedOnce> all() {
    try (InputStream resource = FailedOnce.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(FailedOnce::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FailedOnce parse(String line) {
    int comment = line.indexOf('#');
    return new FailedOnce(
        Plan.parse(line.substring(0, comment)), line.substring(comment + 1).trim());
  }
}
