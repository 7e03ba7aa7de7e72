package dev.vedette.transport;

/** What an operating system's refusal says, without the name of the call. */
final class Failures {

  private static final String NATIVE = " failed with error(";

  private Failures() {}

  /** {@code Address already in use}, for one. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    if (message == null) {
      return failure.toString();
    }
    int reason = message.indexOf(NATIVE) < 0 ? -1 : message.indexOf("): ");
    return reason < 0 ? message : message.substring(reason + "): ".length());
  }
}
