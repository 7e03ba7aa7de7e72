package dev.vedette.config;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.MasterNames;
import dev.vedette.sentinel.settings.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words to values, with a clear complaint about what is none. */
final class Arguments {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,19}");

  private Arguments() {}

  static long number(String word, String what, long min, long max) throws BadValueException {
    try {
      if (WHOLE_NUMBER.matcher(word).matches()) {
        long value = Long.parseLong(word);
        if (value >= min && value <= max) {
          return value;
        }
      }
    } catch (NumberFormatException tooLarge) {
      // The complaint below says it.
    }
    throw new BadValueException(
        what + " '" + word + "' is not a whole number from " + min + " to " + max + ".");
  }

  static int integer(String word, String what, int min, int max) throws BadValueException {
    return (int) number(word, what, min, max);
  }

  /** A port that can be connected to. */
  static int port(String word) throws BadValueException {
    return integer(word, "The port", 1, Address.MAX_PORT);
  }

  static boolean yesNo(String word) throws BadValueException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new BadValueException("'" + word + "' is neither yes nor no.");
    };
  }

  /**
   * A name that survives hello messages, which are separated by commas, and configuration lines.
   */
  static String masterName(String word) throws BadValueException {
    var problem = MasterNames.problem(word);
    if (problem != null) {
      throw new BadValueException("'" + word + "' is no name for a master: " + problem + ".");
    }
    return word;
  }

  static String runId(String word) throws BadValueException {
    if (!RunId.isValid(word)) {
      throw new BadValueException("'" + word + "' is not an id of 40 hexadecimal digits.");
    }
    return word;
  }

  /**
   * The path as written.
   *
   * @param folder that relative paths start from
   */
  static String script(String word, Path folder) throws BadValueException {
    var path = folder.resolve(word);
    if (word.isEmpty() || !Files.isRegularFile(path) || !Files.isExecutable(path)) {
      throw new BadValueException(
          "The script '"
              + word
              + "' does not exist or may not be executed. Correct the path, or make it executable"
              + " for the user that runs Vedette (chmod +x).");
    }
    return word;
  }
}
