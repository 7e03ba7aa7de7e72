package dev.vedette.resp.pubsub;

/**
 * Redis's glob patterns: {@code *}, {@code ?}, {@code [abc]}, {@code [a-z]}, {@code [^a]} and
 * {@code \} before any of them. Time is bounded by the product of the lengths, whatever the
 * pattern.
 */
public final class GlobPattern {
  private final String pattern;

  private GlobPattern(String pattern) {
    this.pattern = pattern;
  }

  /** True when {@code text} as a whole matches {@code pattern}. */
  public static boolean matches(String pattern, String text) {
    return new GlobPattern(pattern).matches(text);
  }

  /**
   * True when {@code text} as a whole matches {@code pattern}, not regarding the case of ASCII
   * letters.
   */
  public static boolean matchesIgnoringCase(String pattern, String text) {
    return matches(lower(pattern), lower(text));
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  private boolean matches(String text) {
    int at = 0;
    int inText = 0;
    int afterStar = -1;
    int starInText = 0;
    while (inText < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        afterStar = ++at;
        starInText = inText;
        continue;
      }
      int next = at < pattern.length() ? matchOne(at, text.charAt(inText)) : -1;
      if (next >= 0) {
        at = next;
        inText++;
      } else if (afterStar >= 0) {
        at = afterStar;
        inText = ++starInText;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  /**
   * Index after the element of the pattern at {@code at} when it matches {@code c}, -1 when it does
   * not.
   */
  private int matchOne(int at, char c) {
    return switch (pattern.charAt(at)) {
      case '?' -> at + 1;
      case '[' -> matchSet(at + 1, c);
      case '\\' -> {
        int literal = at + 1 < pattern.length() ? at + 1 : at;
        yield pattern.charAt(literal) == c ? literal + 1 : -1;
      }
      default -> pattern.charAt(at) == c ? at + 1 : -1;
    };
  }

  private int matchSet(int from, char c) {
    int at = from;
    boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
    if (negated) {
      at++;
    }
    boolean found = false;
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      char first = pattern.charAt(at);
      if (first == '\\' && at + 1 < pattern.length()) {
        found |= pattern.charAt(at + 1) == c;
        at += 2;
      } else if (at + 2 < pattern.length() && pattern.charAt(at + 1) == '-') {
        char last = pattern.charAt(at + 2);
        found |= c >= Math.min(first, last) && c <= Math.max(first, last);
        at += 3;
      } else {
        found |= first == c;
        at++;
      }
    }
    return found == negated ? -1 : Math.min(at + 1, pattern.length());
  }
}
