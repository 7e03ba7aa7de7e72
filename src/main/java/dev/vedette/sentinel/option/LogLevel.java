package dev.vedette.sentinel.option;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much is logged, in the words of {@code loglevel}, most talkative first. */
public enum LogLevel {
  DEBUG,
  VERBOSE,
  NOTICE,
  WARNING,
  NOTHING;

  /** The level with that name, in any case; null when there is none. */
  public static @Nullable LogLevel byWireName(String name) {
    for (LogLevel level : values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return null;
  }

  /** The name in {@code loglevel}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
