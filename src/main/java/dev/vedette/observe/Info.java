package dev.vedette.observe;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A reply to INFO, of which single fields are wanted.
 *
 * @param text the reply, null when there is none
 */
public record Info(@Nullable String text) {

  /** A field that is a whole number; empty when it is missing or is none. */
  public OptionalLong number(String field) {
    if (text == null) {
      return OptionalLong.empty();
    }
    int at = text.startsWith(field + ":") ? 0 : text.indexOf("\n" + field + ":") + 1;
    if (at == 0 && !text.startsWith(field + ":")) {
      return OptionalLong.empty();
    }
    int start = at + field.length() + 1;
    int end = start;
    while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
      end++;
    }
    try {
      return OptionalLong.of(Long.parseLong(text, start, end, 10));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
