package dev.vedette.sentinel.settings;

/**
 * Run ids. The only definition: the ids in messages of peers, in vote requests and in files are
 * held to it.
 */
public final class RunId {

  /** Characters of a run id. */
  public static final int LENGTH = 40;

  private RunId() {}

  /** Whether that is a run id: 40 hexadecimal digits, in either case. */
  public static boolean isValid(String text) {
    return text.length() == LENGTH && isHexadecimal(text);
  }

  private static boolean isHexadecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
        return false;
      }
    }
    return true;
  }
}
