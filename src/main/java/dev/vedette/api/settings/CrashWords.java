package dev.vedette.api.settings;

import dev.vedette.sentinel.message.Request.CrashPoint;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words of {@code SENTINEL SIMULATE-FAILURE}. */
final class CrashWords {

  private CrashWords() {}

  /** Such as {@code crash-after-election}. */
  static String of(CrashPoint point) {
    return "crash-" + point.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The point of that word, null when there is none. */
  static @Nullable CrashPoint point(String word) {
    for (CrashPoint point : CrashPoint.values()) {
      if (of(point).equals(word)) {
        return point;
      }
    }
    return null;
  }
}
