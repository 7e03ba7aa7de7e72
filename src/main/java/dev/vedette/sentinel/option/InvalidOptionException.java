package dev.vedette.sentinel.option;

import org.jspecify.annotations.Nullable;

/**
 * An option that does not exist, or a value it does not take. The message is the one of the
 * Sentinel protocol, without the leading {@code ERR}.
 */
public final class InvalidOptionException extends IllegalArgumentException {

  private final String option;
  private final @Nullable String requirement;

  /**
   * An unacceptable option or value.
   *
   * @param option name of the option as the caller gave it
   * @param requirement what a good value looks like ("must be ..."), null when the option itself is
   *     unknown or lacks its value
   * @param message the protocol's words for it
   */
  InvalidOptionException(String option, @Nullable String requirement, String message) {
    super(message);
    this.option = option;
    this.requirement = requirement;
  }

  /** Name of the option as the caller gave it. */
  public String option() {
    return option;
  }

  /** What a good value looks like ("must be ..."), null when the option is the mistake. */
  public @Nullable String requirement() {
    return requirement;
  }

  /** The protocol's words, without the leading {@code ERR}; never null. */
  public String wireMessage() {
    return String.valueOf(getMessage());
  }
}
