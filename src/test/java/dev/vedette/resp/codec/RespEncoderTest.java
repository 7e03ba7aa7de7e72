package dev.vedette.resp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RespEncoderTest {

  static Stream<Arguments> values() {
    RespValue one = RespValue.integer(1);
    return Stream.of(
        Arguments.of(RespValue.OK, "+OK|", "+OK|"),
        Arguments.of(RespValue.error("no\r\nway"), "-ERR no  way|", "-ERR no  way|"),
        Arguments.of(RespValue.integer(-12), ":-12|", ":-12|"),
        Arguments.of(RespValue.bulk("é"), "$2|é|", "$2|é|"),
        Arguments.of(RespValue.bulk(""), "$0||", "$0||"),
        Arguments.of(RespValue.NULL, "$-1|", "_|"),
        Arguments.of(RespValue.NULL_ARRAY, "*-1|", "_|"),
        Arguments.of(RespValue.array(one, RespValue.array()), "*2|:1|*0|", "*2|:1|*0|"),
        Arguments.of(RespValue.map().put("a", one).build(), "*2|$1|a|:1|", "%1|$1|a|:1|"),
        Arguments.of(new RespValue.SetValue(List.of(one)), "*1|:1|", "~1|:1|"),
        Arguments.of(new RespValue.Push(List.of(one)), "*1|:1|", ">1|:1|"),
        Arguments.of(new RespValue.BooleanValue(true), ":1|", "#t|"),
        Arguments.of(new RespValue.BooleanValue(false), ":0|", "#f|"),
        Arguments.of(new RespValue.VerbatimString("txt", "hi"), "$2|hi|", "=6|txt:hi|"),
        Arguments.of(
            new RespValue.BigNumber(BigInteger.TEN.pow(20)),
            "$21|100000000000000000000|",
            "(100000000000000000000|"),
        Arguments.of(new RespValue.DoubleValue(1.5), "$3|1.5|", ",1.5|"),
        Arguments.of(new RespValue.Sequence(List.of(one, RespValue.OK)), ":1|+OK|", ":1|+OK|"),
        Arguments.of(RespValue.NOTHING, "", ""));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_has_one_form_for_each_version(RespValue value, String resp2, String resp3) {
    assertThat(encode(value, ProtocolVersion.RESP2)).isEqualTo(resp2);
    assertThat(encode(value, ProtocolVersion.RESP3)).isEqualTo(resp3);
  }

  private static String encode(RespValue value, ProtocolVersion version) {
    return new String(RespEncoder.encode(value, version), java.nio.charset.StandardCharsets.UTF_8)
        .replace("\r\n", "|");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "0.1, 0.10000000000000001",
    "12.345, 12.345000000000001",
    "100, 100",
    "1e16, 10000000000000000",
    "1e17, 1e+17",
    "-2.5e-7, -2.4999999999999999e-07",
    "0.0001, 0.0001",
    "0.00001, 1.0000000000000001e-05",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "Infinity, inf",
    "-Infinity, -inf",
    "NaN, nan",
  })
  void a_double_is_written_as_c_writes_17_digits(double number, String text) {
    assertThat(encode(new RespValue.DoubleValue(number), ProtocolVersion.RESP3))
        .isEqualTo("," + text + "|");
  }

  @Test
  void long_replies_grow_the_buffer() {
    List<RespValue> items = java.util.Collections.nCopies(10_000, RespValue.bulk("x".repeat(50)));
    assertThat(RespEncoder.encode(RespValue.array(items), ProtocolVersion.RESP2))
        .hasSize(8 + 10_000 * (5 + 50 + 2));
  }
}
