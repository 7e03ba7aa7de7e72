package dev.vedette.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code user} lines: one for each user, of several layers the last. */
final class UserLines {

  private record User(ConfigLine line, String rules) {}

  private final Map<String, User> users = new LinkedHashMap<>();

  void read(ConfigLine line) throws BadValueException {
    var name = line.words().get(1);
    var text = new StringBuilder();
    for (var word : line.arguments()) {
      text.append(text.isEmpty() ? "" : " ").append(withoutBlanks(word));
    }
    var first = users.put(name, new User(line, text.toString()));
    if (first != null && first.line().layer() == line.layer()) {
      throw new BadValueException(
          "There is a user '"
              + name
              + "' already ("
              + first.line().origin().describe()
              + "). Remove one of the two lines.");
    }
  }

  /** Each user as {@code name rule rule...}, blanks only between the rules. */
  List<String> lines() {
    return users.values().stream().map(User::rules).toList();
  }

  /** A quoted password may contain blanks; its digest means the same and has none. */
  private static String withoutBlanks(String rule) throws BadValueException {
    if (rule.chars().noneMatch(Character::isWhitespace)) {
      return rule;
    }
    return switch (rule.charAt(0)) {
      case '>' -> "#" + digest(rule.substring(1));
      case '<' -> "!" + digest(rule.substring(1));
      case '(' -> rule.strip();
      default ->
          throw new BadValueException(
              "Neither the name of a user nor a rule that is no password can contain a space.");
    };
  }

  private static String digest(String password) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(password.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
