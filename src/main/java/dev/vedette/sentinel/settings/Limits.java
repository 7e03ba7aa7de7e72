package dev.vedette.sentinel.settings;

/**
 * The ranges of option values, wherever they come from: commands, REST, properties and files. What
 * is in range can be saved and read back, by {@code redis-sentinel} as well.
 */
public final class Limits {

  /**
   * Longest period of a master, in milliseconds (24.8 days): {@code redis-sentinel} reads the
   * periods of its file as 32-bit numbers.
   */
  public static final long MAX_MILLIS = Integer.MAX_VALUE;

  /** Greatest quorum, and greatest number of replicas to be moved at a time. */
  public static final int MAX_COUNT = Integer.MAX_VALUE;

  /** Longest text, in characters: passwords issued as tokens can be long. */
  public static final int MAX_TEXT = 4096;

  private Limits() {}

  /** Whether a text is short enough and free of control characters. */
  public static boolean isPlain(String text) {
    return text.length() <= MAX_TEXT && text.chars().noneMatch(Character::isISOControl);
  }
}
