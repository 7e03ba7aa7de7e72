package dev.vedette.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes words so that {@link WordSplitter}, and Redis, read the same words again. The result is
 * plain ASCII: bytes beyond it are written as {@code \xHH}.
 */
final class Quoting {

  private Quoting() {}

  /** One line of these words. */
  static String line(List<String> words) {
    return words.stream().map(Quoting::word).collect(Collectors.joining(" "));
  }

  /** The word itself when that is unambiguous, else the word in double quotes. */
  static String word(String word) {
    return needsQuotes(word) ? quoted(word) : word;
  }

  private static boolean needsQuotes(String word) {
    return word.isEmpty()
        || word.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '"' || c == '\'' || c == '\\');
  }

  private static String quoted(String word) {
    var out = new StringBuilder("\"");
    for (byte b : word.getBytes(UTF_8)) {
      switch (b) {
        case '\\', '"' -> out.append('\\').append((char) b);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 7 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        default -> {
          if (b >= ' ' && b < 0x7f) {
            out.append((char) b);
          } else {
            out.append("\\x%02x".formatted(b));
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
