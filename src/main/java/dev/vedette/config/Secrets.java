package dev.vedette.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hides passwords in lines that are shown to people. */
final class Secrets {

  private static final String MASK = "******";

  private Secrets() {}

  /**
   * The line without passwords. Misspelt directives are treated with suspicion: whatever is called
   * something like "pass", "auth" or "secret" loses its arguments.
   */
  static String mask(String text) {
    var words = new ArrayList<>(List.of(text.strip().split("\\s+")));
    int named = words.getFirst().equalsIgnoreCase("sentinel") && words.size() > 1 ? 1 : 0;
    var name = words.get(named).toLowerCase(Locale.ROOT);
    if (name.equals("user")) {
      words.replaceAll(word -> isPasswordRule(word) ? word.charAt(0) + MASK : word);
      return String.join(" ", words);
    }
    if (!name.contains("pas") && !name.contains("auth") && !name.contains("secret")) {
      return text;
    }
    if (name.equals("auth-user") || name.equals("tls-auth-clients")) {
      return text;
    }
    // "sentinel auth-pass <master> <password>": the name of the master may be shown.
    int kept = named + (named == 1 && name.startsWith("auth") && words.size() > 3 ? 2 : 1);
    if (words.size() > kept) {
      words.subList(kept, words.size()).clear();
      words.add(MASK);
    }
    return String.join(" ", words);
  }

  private static boolean isPasswordRule(String word) {
    return word.length() > 1 && "><#!".indexOf(word.charAt(0)) >= 0;
  }
}
