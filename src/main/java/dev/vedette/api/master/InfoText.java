package dev.vedette.api.master;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply to INFO, by section.
 *
 * @param sections section names in lower case to their fields, both in their order
 */
record InfoText(Map<String, Map<String, String>> sections) {

  static InfoText parse(@Nullable String text) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    String section = "";
    for (String line : text == null ? new String[0] : text.split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      if (line.startsWith("#")) {
        section = line.substring(1).strip().toLowerCase(Locale.ROOT);
      } else if (colon > 0) {
        sections
            .computeIfAbsent(section, _ -> new LinkedHashMap<>())
            .put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return new InfoText(sections);
  }

  /** A field of any section as a number; null when it is missing or no number. */
  @Nullable Long number(String field) {
    for (Map<String, String> section : sections.values()) {
      String value = section.get(field);
      if (value != null) {
        return asNumber(value);
      }
    }
    return null;
  }

  private static @Nullable Long asNumber(String value) {
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
