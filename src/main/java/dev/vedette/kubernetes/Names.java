package dev.vedette.kubernetes;

import java.util.regex.Pattern;

/** What Kubernetes accepts as names. The rules are those of its page "Object Names and IDs". */
final class Names {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  private static final String KEY =
      "([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?";
  private static final String VALUE = "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?";
  private static final String ONE =
      "(!?\\s*"
          + KEY
          + "|"
          + KEY
          + "\\s*(=|==|!=)\\s*("
          + VALUE
          + ")?|"
          + KEY
          + "\\s+(in|notin)\\s*\\(\\s*"
          + VALUE
          + "(\\s*,\\s*"
          + VALUE
          + ")*\\s*\\))";
  private static final Pattern SELECTOR =
      Pattern.compile("\\s*" + ONE + "(\\s*,\\s*" + ONE + ")*\\s*");

  private Names() {}

  /** A namespace, or the name of a port. */
  static boolean isDnsLabel(String text) {
    return DNS_LABEL.matcher(text).matches();
  }

  static boolean isService(String text) {
    return SERVICE.matcher(text).matches();
  }

  static boolean isLabelValue(String text) {
    return LABEL_VALUE.matcher(text).matches();
  }

  /** A label selector with at least one requirement. */
  static boolean isSelector(String text) {
    return text.length() <= 1_000 && SELECTOR.matcher(text).matches();
  }
}
