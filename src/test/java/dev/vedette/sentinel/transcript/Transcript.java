package dev.vedette.sentinel.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * A text of blocks: lines of {@link Script}, {@code ----}, and what came of them up to the next
 * empty line. Lines that begin with {@code #} are for the reader.
 */
public final class Transcript {

  private static final String SEPARATOR = "----";

  private Transcript() {}

  /** The text with every outcome as it really is. */
  public static String play(String text) {
    Script script = new Script();
    List<String> played = new ArrayList<>();
    boolean inOutcome = false;
    for (String line : text.split("\n", -1)) {
      if (inOutcome && !line.isEmpty()) {
        continue;
      }
      inOutcome = false;
      played.add(line);
      if (line.equals(SEPARATOR)) {
        String outcome = script.takeWritten();
        played.add(outcome.isEmpty() ? "nothing" : outcome);
        inOutcome = true;
      } else if (!line.isBlank() && !line.startsWith("#")) {
        script.run(line);
      }
    }
    return String.join("\n", played);
  }
}
