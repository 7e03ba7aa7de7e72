package dev.vedette.sentinel.place;

import org.jspecify.annotations.Nullable;

/** The text of IPv4 addresses. */
final class Ipv4 {

  private static final int PARTS = 4;

  private Ipv4() {}

  /** The text itself when it is four decimal numbers without leading zeros; else null. */
  static @Nullable String parse(String text) {
    int dots = 0;
    int digits = 0;
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (digits == 0 || ++dots == PARTS) {
          return null;
        }
        digits = 0;
        value = 0;
      } else {
        boolean leadingZero = digits > 0 && value == 0;
        value = value * 10 + c - '0';
        digits++;
        if (c < '0' || c > '9' || leadingZero || value > 255) {
          return null;
        }
      }
    }
    return dots == PARTS - 1 && digits > 0 ? text : null;
  }

  /** Each part without its leading zeros. */
  static String withoutLeadingZeros(String text) {
    return text.replaceAll("(^|\\.)0+(?=[0-9])", "$1");
  }

  /**
   * The address in the loose reading of {@code inet_aton}: one to four numbers, octal after {@code
   * 0}, hexadecimal after {@code 0x}, the last one filling the rest; null when it is not even that.
   */
  static @Nullable String loose(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > PARTS) {
      return null;
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      long max = last ? (1L << (8 * (PARTS - i))) - 1 : 255;
      long value = looseNumber(parts[i]);
      if (value < 0 || value > max) {
        return null;
      }
      address |= last ? value : value << (8 * (PARTS - 1 - i));
    }
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  private static long looseNumber(String part) {
    if (part.startsWith("0x") || part.startsWith("0X")) {
      return number(part.substring(2), 16);
    }
    return part.length() > 1 && part.charAt(0) == '0'
        ? number(part.substring(1), 8)
        : number(part, 10);
  }

  /** -1 when it is no such number of at most twelve digits. */
  private static long number(String digits, int radix) {
    if (digits.isEmpty() || digits.length() > 12) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
