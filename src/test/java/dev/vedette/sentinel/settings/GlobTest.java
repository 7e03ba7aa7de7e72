package dev.vedette.sentinel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "my*, mymaster, true",
    "my*, yours, false",
    "h?llo, hello, true",
    "h?llo, hllo, false",
    "h[ae]llo, hallo, true",
    "h[ae]llo, hillo, false",
    "h[^e]llo, hallo, true",
    "h[^e]llo, hello, false",
    "h[a-b]llo, hbllo, true",
    "h[b-a]llo, hallo, true",
    "h\\*llo, h*llo, true",
    "h\\*llo, hello, false",
    "'', '', true",
    "'', a, false",
    "a, '', false",
    "**, '', true",
    "[abc, b, true",
    "[, a, false",
    "a\\, a\\, true"
  })
  void matches_like_redis(String pattern, String text, boolean matches) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void agrees_with_a_matcher_that_tries_everything() {
    Random random = new Random(4);
    int matching = 0;
    for (int i = 0; i < 80_000; i++) {
      String pattern = text(random, "ab*?[]^-\\", 9);
      String text = text(random, "ab-]", 7);
      boolean expected = tryEverything(pieces(pattern), 0, text, 0);
      assertThat(new Glob(pattern).matches(text)).as(pattern + " on " + text).isEqualTo(expected);
      matching += expected ? 1 : 0;
    }
    assertThat(matching).isGreaterThan(1_000);
  }

  @Test
  void takes_bounded_time_for_patterns_that_make_others_slow() {
    String text = "a".repeat(20_000);
    for (String pattern :
        List.of(
            "a*".repeat(200) + "b",
            "*a".repeat(200) + "b",
            "*".repeat(20_000) + "b",
            "[a".repeat(500))) {
      boolean matches =
          assertTimeoutPreemptively(Duration.ofSeconds(20), () -> new Glob(pattern).matches(text));
      assertThat(matches).isFalse();
    }
  }

  private static String text(Random random, String letters, int max) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(max + 1); n > 0; n--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  /** One place of a pattern: any number of characters when null, else one that is accepted. */
  private record Piece(boolean any, IntPredicate accepts) {}

  private static boolean tryEverything(List<Piece> pieces, int p, String text, int t) {
    if (p == pieces.size()) {
      return t == text.length();
    }
    Piece piece = pieces.get(p);
    if (piece.any()) {
      for (int skipped = t; skipped <= text.length(); skipped++) {
        if (tryEverything(pieces, p + 1, text, skipped)) {
          return true;
        }
      }
      return false;
    }
    return t < text.length()
        && piece.accepts().test(text.charAt(t))
        && tryEverything(pieces, p + 1, text, t + 1);
  }

  private static List<Piece> pieces(String pattern) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c == '*') {
        pieces.add(new Piece(true, x -> true));
      } else if (c == '?') {
        pieces.add(new Piece(false, x -> true));
      } else if (c == '[') {
        StringBuilder members = new StringBuilder();
        boolean not = at < pattern.length() && pattern.charAt(at) == '^';
        at += not ? 1 : 0;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
          String rest = pattern.substring(at);
          if (rest.startsWith("\\") && rest.length() > 1) {
            members.append(rest.charAt(1));
            at += 2;
          } else if (rest.length() > 2 && rest.charAt(1) == '-' && rest.charAt(2) != ']') {
            for (char x = 0; x < 128; x++) {
              if ((x >= rest.charAt(0) && x <= rest.charAt(2))
                  || (x <= rest.charAt(0) && x >= rest.charAt(2))) {
                members.append(x);
              }
            }
            at += 3;
          } else {
            members.append(rest.charAt(0));
            at++;
          }
        }
        at++;
        String all = members.toString();
        pieces.add(new Piece(false, x -> (all.indexOf(x) >= 0) != not));
      } else {
        char literal = c == '\\' && at < pattern.length() ? pattern.charAt(at++) : c;
        pieces.add(new Piece(false, x -> x == literal));
      }
    }
    return pieces;
  }
}
