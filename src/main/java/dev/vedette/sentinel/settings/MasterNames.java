package dev.vedette.sentinel.settings;

import org.jspecify.annotations.Nullable;

/** Which names a master can have. */
public final class MasterNames {

  /** Longest name, in characters. */
  public static final int MAX_LENGTH = 255;

  private MasterNames() {}

  /** What is wrong with a name, in one sentence for people; null when it is fine. */
  public static @Nullable String problem(String name) {
    if (name.isEmpty()) {
      return "a master name cannot be empty";
    }
    if (name.length() > MAX_LENGTH) {
      return "a master name has at most "
          + MAX_LENGTH
          + " characters, this one has "
          + name.length();
    }
    if (name.indexOf(',') >= 0) {
      return "a master name cannot contain a comma: it would break the hello messages of sentinels";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c) || c == '"' || c == '\'') {
        return "a master name cannot contain spaces, quotes or control characters; use letters, digits and .-_";
      }
    }
    return null;
  }
}
