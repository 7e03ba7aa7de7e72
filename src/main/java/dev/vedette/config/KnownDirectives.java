package dev.vedette.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Every directive that some Redis or Valkey accepts, so that only real mistakes are refused. */
final class KnownDirectives {

  private static final Set<String> NAMES = read();

  private KnownDirectives() {}

  /**
   * Whether a server accepts it.
   *
   * @param directive in lower case; options of modules contain a dot and are always known
   */
  static boolean contains(String directive) {
    return NAMES.contains(directive) || directive.indexOf('.') > 0;
  }

  /** The known directive that is most like an unknown one, empty when none is alike. */
  static String similarTo(String unknown) {
    return NAMES.stream()
        .filter(name -> Math.abs(name.length() - unknown.length()) <= 2)
        .filter(name -> distance(name, unknown) <= 2)
        .sorted((a, b) -> Integer.compare(distance(a, unknown), distance(b, unknown)))
        .findFirst()
        .orElse("");
  }

  /** How many letters must be inserted, deleted or replaced. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static Set<String> read() {
    var stream = KnownDirectives.class.getResourceAsStream("known-directives.txt");
    try (var reader =
        new BufferedReader(new InputStreamReader(Objects.requireNonNull(stream), UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
