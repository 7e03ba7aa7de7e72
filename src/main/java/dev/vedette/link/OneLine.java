package dev.vedette.link;

import dev.vedette.transport.SystemError;

/** Makes what others sent fit for a line of the log. */
final class OneLine {

  private static final int LONGEST_MESSAGE = 200;

  private OneLine() {}

  /** That text without control characters, cut to that many characters. */
  static String of(String text, int limit) {
    var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= limit ? line : line.substring(0, limit) + "…";
  }

  /** What an exception says. */
  static String of(Throwable failure) {
    return of(SystemError.text(failure), LONGEST_MESSAGE);
  }
}
