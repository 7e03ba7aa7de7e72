package dev.vedette.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operating system's refusal says, whoever made the call. */
public final class SystemError {

  /** {@code finishConnect(..) failed with error(-111): Connection refused: /127.0.0.1:6379}. */
  private static final Pattern NATIVE =
      Pattern.compile(".* failed with error\\(-?\\d+\\): (.*?)(: [^ ]*/\\S*)?", Pattern.DOTALL);

  private SystemError() {}

  /** {@code Connection reset}, for one, as the JDK says it: no name of the call and no address. */
  public static String text(Throwable failure) {
    String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    Matcher matcher = NATIVE.matcher(message);
    String text = matcher.matches() ? matcher.group(1) : message;
    return text.equals("Connection reset by peer") ? "Connection reset" : text;
  }
}
