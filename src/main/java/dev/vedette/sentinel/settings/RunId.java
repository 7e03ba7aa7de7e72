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
    return text.length() == LENGTH
        && text.chars()
            .allMatch(
                c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
  }
}
