package dev.vedette.config;

import java.util.List;
import java.util.Locale;

/**
 * One directive and its arguments.
 *
 * @param origin where it was written
 * @param layer how that place relates to the state file
 * @param text as written, for error messages
 * @param words at least one
 */
record ConfigLine(LineOrigin origin, Layer layer, String text, List<String> words) {

  ConfigLine {
    words = List.copyOf(words);
  }

  /** A line that was not written in a file. */
  static ConfigLine declared(LineOrigin origin, List<String> words) {
    return new ConfigLine(origin, Layer.DECLARED, Quoting.line(words), words);
  }

  /** The first word, in lower case: directives are case-insensitive. */
  String directive() {
    return words.getFirst().toLowerCase(Locale.ROOT);
  }

  /** What follows the directive. */
  List<String> arguments() {
    return words.subList(1, words.size());
  }

  /** The one argument that there must be. */
  String only() throws BadValueException {
    if (words.size() != 2) {
      throw new BadValueException(
          directive()
              + " takes one value, here are "
              + (words.size() - 1)
              + ". Put a value with spaces in double quotes.");
    }
    return words.get(1);
  }

  /** The one argument, which must be a whole number within these bounds. */
  int number(int min, int max) throws BadValueException {
    return Arguments.integer(only(), "The value", min, max);
  }

  boolean isSentinel() {
    return directive().equals("sentinel");
  }
}
