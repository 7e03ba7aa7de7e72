package dev.vedette.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Sizes such as {@code 64mb}: k, m and g are powers of 1000, kb, mb and gb powers of 1024. */
final class MemorySize {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(b|k|kb|m|mb|g|gb)?");

  private MemorySize() {}

  static long bytes(String word) throws BadValueException {
    var matcher = SIZE.matcher(word.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new BadValueException("'" + word + "' is not a size. Write for example 64mb.");
    }
    var unit = matcher.group(2) == null ? "b" : matcher.group(2);
    long factor =
        switch (unit) {
          case "k" -> 1_000;
          case "kb" -> 1L << 10;
          case "m" -> 1_000_000;
          case "mb" -> 1L << 20;
          case "g" -> 1_000_000_000;
          case "gb" -> 1L << 30;
          default -> 1;
        };
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
    } catch (ArithmeticException e) {
      throw new BadValueException("'" + word + "' is too large a size.");
    }
  }
}
