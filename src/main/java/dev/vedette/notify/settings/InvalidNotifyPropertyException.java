package dev.vedette.notify.settings;

/** A property of {@code vedette.notify} has a value that it cannot have. */
public final class InvalidNotifyPropertyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String property;

  /**
   * Without a cause, on purpose: the message says it all.
   *
   * @param property its full name
   * @param problem what is wrong with it and what to do, without the value if that may be secret
   */
  public InvalidNotifyPropertyException(String property, String problem) {
    super(property + ": " + problem);
    this.property = property;
  }

  /** Full name of the property. */
  public String property() {
    return property;
  }
}
