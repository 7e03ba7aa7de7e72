package dev.vedette.resp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
  private static final int PLENTY = 1 << 30;
  private static final ReadBuffer BUFFER = new ReadBuffer();

  private static RequestParser parser(boolean unauthenticated) {
    return new RequestParser(
        new RequestLimits(
            RequestLimits.MAX_ARGUMENTS,
            512 << 20,
            PLENTY,
            () -> unauthenticated,
            new RequestMemory(PLENTY)),
        BUFFER);
  }

  private static List<List<String>> parse(RequestParser parser, String input, int step)
      throws IOException, ProtocolViolation {
    InputStream bytes = new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1));
    List<List<String>> requests = new ArrayList<>();
    while (parser.readFrom(
            (target, offset, length) -> bytes.read(target, offset, Math.min(step, length)))
        >= 0) {
      List<byte[]> request;
      while ((request = parser.next()) != null) {
        requests.add(request.stream().map(ByteText::of).toList());
      }
    }
    return requests;
  }

  private static List<List<String>> parse(String input) throws IOException, ProtocolViolation {
    return parse(parser(false), input, PLENTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100_000})
  void any_split_of_the_bytes_gives_the_same_requests(int step) throws Exception {
    String big = "x".repeat(100_000);
    String input =
        "*1\r\n$4\r\nPING\r\nping  \"a b\"\r\n*2\r\n$0\r\n\r\n$100000\r\n"
            + big
            + "\r\n\r\n*0\r\n*-1\r\nquit\n";
    assertThat(parse(parser(false), input, step))
        .containsExactly(
            List.of("PING"), List.of("ping", "a b"), List.of("", big), List.of("quit"));
  }

  @Test
  void an_argument_may_hold_any_byte() throws Exception {
    assertThat(parse("*1\r\n$6\r\n\r\n\0$*\377\r\n")).containsExactly(List.of("\r\n\0$*\377"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "ping a b; ping,a,b",
        "  ping\t a ; ping,a",
        "\"ping\" 'a b'; ping,a b",
        "a\"b c\"; ab c",
        "'it\\'s' \"q\\\"\\x41\\x4aZ\"; it's,q\"AJZ",
        "\"\" ''; ,",
        "'\\n' \"\\q\"; \\n,q",
      })
  void inline_commands_are_split_as_a_shell_would(String line, String words) throws Exception {
    assertThat(parse(line + "\r\n")).containsExactly(List.of(words.split(",", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"foo", "'foo", "\"foo\"bar", "'foo'bar", "a\"b", "\"a\\"})
  void quotes_must_be_balanced_and_followed_by_a_blank(String line) {
    assertThatThrownBy(() -> parse(line + "\r\n"))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            e -> assertThat(e.reason()).isEqualTo("Protocol error: unbalanced quotes in request"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "*x\\r\\n; invalid multibulk length",
        "*\\r\\n; invalid multibulk length",
        "*01\\r\\n; invalid multibulk length",
        "*+1\\r\\n; invalid multibulk length",
        "*1048577\\r\\n; invalid multibulk length",
        "*99999999999999999999\\r\\n; invalid multibulk length",
        "*1\\r\\nfoo\\r\\n; expected '$', got 'f'",
        "*1\\r\\n*1\\r\\n; expected '$', got '*'",
        "*1\\r\\n$-1\\r\\n; invalid bulk length",
        "*1\\r\\n$x\\r\\n; invalid bulk length",
        "*1\\r\\n$536870913\\r\\n; invalid bulk length",
      })
  void broken_frames_are_refused_in_the_words_of_redis(String input, String reason) {
    String bytes = input.replace("\\r", "\r").replace("\\n", "\n");
    assertThatThrownBy(() -> parse(bytes))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            e -> assertThat(e.reason()).isEqualTo("Protocol error: " + reason));
  }

  @ParameterizedTest
  @CsvSource({
    "'', too big inline request",
    "'*', too big mbulk count string",
    "'*1\r\n$', too big bulk count string"
  })
  void a_line_without_an_end_is_refused_after_64_kilobytes(String start, String reason)
      throws Exception {
    assertThat(parse(start + "1".repeat(60_000))).isEmpty();
    assertThatThrownBy(() -> parse(start + "1".repeat(70_000)))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            e -> assertThat(e.reason()).isEqualTo("Protocol error: " + reason));
  }

  @Test
  void before_login_a_request_has_at_most_10_arguments_of_16_kilobytes() throws Exception {
    String ten = "*10\r\n" + "$1\r\na\r\n".repeat(9) + "$16384\r\n" + "b".repeat(16_384) + "\r\n";
    assertThat(parse(parser(true), ten, PLENTY)).hasSize(1);
    assertThatThrownBy(() -> parse(parser(true), "*11\r\n", PLENTY))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            e -> assertThat(e.reason()).endsWith("unauthenticated multibulk length"));
    assertThatThrownBy(() -> parse(parser(true), "*1\r\n$16385\r\n", PLENTY))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            e -> assertThat(e.reason()).endsWith("unauthenticated bulk length"));
  }

  @Test
  void requests_together_hold_no_more_memory_than_they_may() throws Exception {
    RequestMemory memory = new RequestMemory(1_000_000);
    RequestLimits limits = new RequestLimits(1024, 512 << 20, PLENTY, () -> false, memory);
    try (RequestParser first = new RequestParser(limits, BUFFER)) {
      assertThat(parse(first, "*1\r\n$800000\r\nabc", PLENTY)).isEmpty();
      assertThat(memory.used()).isBetween(800_000L, 1_000_000L);
      try (RequestParser second = new RequestParser(limits, BUFFER)) {
        assertThatThrownBy(() -> parse(second, "*1\r\n$800000\r\nabc", PLENTY))
            .isInstanceOf(ProtocolViolation.class);
      }
      assertThat(parse(first, "x".repeat(799_997) + "\r\n", PLENTY)).hasSize(1);
    }
    assertThat(memory.used()).isZero();
  }

  @Test
  void a_request_is_no_longer_than_the_query_limit() {
    RequestLimits limits =
        new RequestLimits(1024, 512 << 20, 100_000, () -> false, new RequestMemory(PLENTY));
    assertThatThrownBy(() ->
            parse(
                new RequestParser(limits, BUFFER),
                "*2\r\n$60000\r\n" + "x".repeat(60_000) + "\r\n$60000\r\n",
                PLENTY))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            e -> assertThat(e.reason()).contains("client-query-buffer-limit"));
  }
}
