package dev.vedette.link;

/** Makes what others sent fit for a line of the log. */
final class OneLine {

  private OneLine() {}

  /** That text without control characters, cut to that many characters. */
  static String of(String text, int limit) {
    var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= limit ? line : line.substring(0, limit) + "…";
  }
}
