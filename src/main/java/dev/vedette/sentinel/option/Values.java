package dev.vedette.sentinel.option;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts to values. A null result means that the text is no such value. */
final class Values {

  /** As strict as Redis: no sign but minus, no leading zero, ASCII digits only. */
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  private Values() {}

  /** A whole number from {@code min} to {@code max}. */
  static @Nullable Long number(String text, long min, long max) {
    if (!INTEGER.matcher(text).matches()) {
      return null;
    }
    long value = Long.parseLong(text);
    return value < min || value > max ? null : value;
  }

  /** {@code yes} or {@code no} in any case. */
  static @Nullable Boolean yesNo(String text) {
    if (text.equalsIgnoreCase("yes")) {
      return true;
    }
    return text.equalsIgnoreCase("no") ? false : null;
  }

  /** Null for the empty text, which unsets an option. */
  static @Nullable String orUnset(String text) {
    return text.isEmpty() ? null : text;
  }
}
