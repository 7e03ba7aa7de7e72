package dev.vedette.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotingTest {

  private static final String ALPHABET =
      "abcXYZ019.-_:/ \t\n\r\b\u0007\u000b\f\0\"'\\#,;%$ü漢\uD83D\uDE00\u0085\u00a0x";

  @Test
  void whatever_is_quoted_is_read_back() throws MalformedLineException {
    for (long seed = 0; seed < 20_000; seed++) {
      var words = randomWords(new SplittableRandom(seed));
      var line = Quoting.line(words);
      assertThat(line).as("seed %d", seed).matches("[ -~]*");
      assertThat(WordSplitter.split(line)).as("seed %d: %s", seed, line).isEqualTo(words);
    }
  }

  private static List<String> randomWords(SplittableRandom random) {
    var letters = ALPHABET.codePoints().toArray();
    var words = new ArrayList<String>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      var word = new StringBuilder();
      for (int j = random.nextInt(8); j > 0; j--) {
        word.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      words.add(word.toString());
    }
    return words;
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> lines() {
    return Stream.of(
        arguments("port 26379", List.of("port", "26379")),
        arguments("  port\t 26379  ", List.of("port", "26379")),
        arguments("a \"b c\"", List.of("a", "b c")),
        arguments("a \"\\x41\\x62\\n\"", List.of("a", "Ab\n")),
        arguments("a \"\\q\\\"\\\\\"", List.of("a", "q\"\\")),
        arguments("a \"\\x4\"", List.of("a", "x4")),
        arguments("a \"\\xc3\\xa9\"", List.of("a", "é")),
        arguments("a é", List.of("a", "é")),
        arguments("a 'b \"c\\n'", List.of("a", "b \"c\\n")),
        arguments("a 'it\\'s'", List.of("a", "it's")),
        arguments("a b'c d' e", List.of("a", "bc d", "e")),
        arguments("a b\"c d\"", List.of("a", "bc d")),
        arguments("a \"\" '' b", List.of("a", "", "", "b")),
        arguments("a b#c", List.of("a", "b#c")),
        arguments("a b\\n", List.of("a", "b\\n")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void words_are_split_as_redis_splits_them(String line, List<String> words)
      throws MalformedLineException {
    assertThat(WordSplitter.split(raw(line))).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a \"b", "a 'b", "a \"b\"c", "a 'b'c", "a \"b\\\"", "a \"\\xff\""})
  void a_line_that_cannot_be_understood_is_refused(String line) {
    assertThatThrownBy(() -> WordSplitter.split(raw(line)))
        .isInstanceOf(MalformedLineException.class);
  }

  private static String raw(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
