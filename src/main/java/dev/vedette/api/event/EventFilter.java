package dev.vedette.api.event;

import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.sentinel.event.EventLevel;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; null means any.
 *
 * @param master name of the master
 * @param type pattern of the type's name
 * @param level the quietest level
 * @param since the earliest moment, inclusive
 * @param until the latest moment, exclusive
 */
public record EventFilter(
    @Nullable String master,
    @Nullable String type,
    @Nullable EventLevel level,
    @Nullable Instant since,
    @Nullable Instant until) {

  private static final Map<String, EventLevel> LEVELS =
      Map.of(
          "debug", EventLevel.DEBUG,
          "verbose", EventLevel.VERBOSE,
          "notice", EventLevel.NOTICE,
          "warning", EventLevel.WARNING);

  /**
   * A filter from the parameters of a request.
   *
   * @throws dev.vedette.api.problem.ProblemException 400 for a level that does not exist and for an
   *     interval that ends before it begins
   */
  static EventFilter of(
      @Nullable String master,
      @Nullable String type,
      @Nullable String level,
      @Nullable Instant since,
      @Nullable Instant until) {
    if (since != null && until != null && until.isBefore(since)) {
      throw ProblemAdvice.invalidParameter("until", "must not be before 'since'");
    }
    return new EventFilter(
        master, type == null ? null : plusSign(type), level(level), since, until);
  }

  private static @Nullable EventLevel level(@Nullable String level) {
    if (level == null) {
      return null;
    }
    EventLevel known = LEVELS.get(level.toLowerCase(Locale.ROOT));
    if (known == null) {
      throw ProblemAdvice.invalidParameter("level", "must be debug, verbose, notice or warning");
    }
    return known;
  }

  /** A plus sign that was not encoded arrives as a space. No name of a type begins with one. */
  private static String plusSign(String type) {
    return type.startsWith(" ") ? "+" + type.substring(1) : type;
  }
}
