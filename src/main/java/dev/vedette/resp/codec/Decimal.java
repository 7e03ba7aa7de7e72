package dev.vedette.resp.codec;

import org.jspecify.annotations.Nullable;

/**
 * Whole numbers as Redis reads them: an optional minus, no leading zeros, no blanks, at most 64
 * bits.
 */
public final class Decimal {
  private static final int MAX_LENGTH = 20;

  private Decimal() {}

  /** The number in {@code text[from..to)}, null when it is none. */
  public static @Nullable Long parse(byte[] text, int from, int to) {
    int length = to - from;
    if (length <= 0 || length > MAX_LENGTH) {
      return null;
    }
    boolean negative = text[from] == '-';
    int first = negative ? from + 1 : from;
    if (first == to) {
      return null;
    }
    if (text[first] == '0') {
      return length == 1 ? Long.valueOf(0) : null;
    }
    long value = 0;
    for (int i = first; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        return null;
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      return null;
    }
    return negative ? value : -value;
  }

  /** The number that {@code text} is, null when it is none. */
  public static @Nullable Long parse(byte[] text) {
    return parse(text, 0, text.length);
  }
}
