package dev.vedette.api.shape;

import java.util.Locale;

/** How words of enumerations are sent. */
public final class Words {

  private Words() {}

  /** Its name in lower case. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
