package dev.vedette.sentinel.settings;

/**
 * A pattern in the style of Redis's {@code KEYS} and {@code PSUBSCRIBE}: {@code *}, {@code ?},
 * {@code [abc]}, {@code [a-z]}, {@code [^a]}, and a backslash to take the next character as it is.
 */
public final class Glob {

  private final String pattern;

  /** Any text is a pattern. */
  public Glob(String pattern) {
    this.pattern = pattern;
  }

  /**
   * Whether the whole text matches. Takes time proportional to the product of both lengths at
   * worst.
   */
  public boolean matches(String text) {
    int p = 0;
    int t = 0;
    int starAt = -1;
    int textAtStar = 0;
    while (t < text.length()) {
      int next =
          p < pattern.length() && pattern.charAt(p) != '*' ? matchOne(p, text.charAt(t)) : -1;
      if (next > 0) {
        p = next;
        t++;
      } else if (p < pattern.length() && pattern.charAt(p) == '*') {
        starAt = p++;
        textAtStar = t;
      } else if (starAt >= 0) {
        p = starAt + 1;
        t = ++textAtStar;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on after matching that one character, -1 when it does not match. */
  private int matchOne(int p, char c) {
    char special = pattern.charAt(p);
    if (special == '?') {
      return p + 1;
    }
    if (special == '[') {
      return matchSet(p + 1, c);
    }
    if (special == '\\' && p + 1 < pattern.length()) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    return special == c ? p + 1 : -1;
  }

  private int matchSet(int start, char c) {
    int p = start;
    boolean negated = p < pattern.length() && pattern.charAt(p) == '^';
    if (negated) {
      p++;
    }
    boolean found = false;
    while (p < pattern.length() && pattern.charAt(p) != ']') {
      if (pattern.charAt(p) == '\\' && p + 1 < pattern.length()) {
        found |= pattern.charAt(p + 1) == c;
        p += 2;
      } else if (p + 2 < pattern.length()
          && pattern.charAt(p + 1) == '-'
          && pattern.charAt(p + 2) != ']') {
        char low = (char) Math.min(pattern.charAt(p), pattern.charAt(p + 2));
        char high = (char) Math.max(pattern.charAt(p), pattern.charAt(p + 2));
        found |= c >= low && c <= high;
        p += 3;
      } else {
        found |= pattern.charAt(p) == c;
        p++;
      }
    }
    return found != negated ? Math.min(p + 1, pattern.length()) : -1;
  }
}
