package dev.vedette.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The levels of {@code loglevel}, most talkative first. */
public enum LogLevel {
  DEBUG,
  VERBOSE,
  NOTICE,
  WARNING,
  NOTHING;

  /** The word in {@code sentinel.conf} and {@code SENTINEL CONFIG}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level of that word, in any case; null for any other word. */
  public static @Nullable LogLevel byWireName(String word) {
    for (LogLevel level : values()) {
      if (level.wireName().equalsIgnoreCase(word)) {
        return level;
      }
    }
    return null;
  }
}
