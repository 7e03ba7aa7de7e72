package dev.vedette.resp.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a {@link RespValue} in RESP2 or RESP3. */
public final class RespEncoder {
  private static final byte[] CRLF = {'\r', '\n'};

  /** C's {@code %.17g}, which is how Redis prints a double. */
  private static final int SIGNIFICANT_DIGITS = 17;

  private final ProtocolVersion version;
  private final ByteBuilder out;

  private RespEncoder(ProtocolVersion version, ByteBuilder out) {
    this.version = version;
    this.out = out;
  }

  /** Appends {@code value} to {@code out}. */
  public static void encode(RespValue value, ProtocolVersion version, ByteBuilder out) {
    new RespEncoder(version, out).write(value);
  }

  /** {@code value} alone. */
  public static byte[] encode(RespValue value, ProtocolVersion version) {
    ByteBuilder out = new ByteBuilder(64);
    encode(value, version, out);
    return out.toByteArray();
  }

  private boolean resp3() {
    return version == ProtocolVersion.RESP3;
  }

  private void write(RespValue value) {
    switch (value) {
      case RespValue.SimpleString(String text) -> line('+', oneLine(text));
      case RespValue.SimpleError(String text) -> line('-', oneLine(text));
      case RespValue.Int(long number) -> header(':', number);
      case RespValue.BulkString(byte[] bytes) -> bulk(bytes);
      case RespValue.Null() -> line(resp3() ? '_' : '$', resp3() ? "" : "-1");
      case RespValue.NullArray() -> line(resp3() ? '_' : '*', resp3() ? "" : "-1");
      case RespValue.Array(List<RespValue> items) -> aggregate('*', items.size(), items);
      case RespValue.MapValue(List<RespValue> flat) ->
          aggregate(resp3() ? '%' : '*', resp3() ? flat.size() / 2 : flat.size(), flat);
      case RespValue.SetValue(List<RespValue> items) ->
          aggregate(resp3() ? '~' : '*', items.size(), items);
      case RespValue.Push(List<RespValue> items) ->
          aggregate(resp3() ? '>' : '*', items.size(), items);
      case RespValue.DoubleValue(double number) -> lineOrBulk(',', format(number));
      case RespValue.BooleanValue(boolean truth) ->
          line(resp3() ? '#' : ':', resp3() ? (truth ? "t" : "f") : (truth ? "1" : "0"));
      case RespValue.VerbatimString(String format, String text) -> verbatim(format, text);
      case RespValue.BigNumber(java.math.BigInteger number) -> lineOrBulk('(', number.toString());
      case RespValue.Sequence(List<RespValue> replies) -> replies.forEach(this::write);
    }
  }

  private void aggregate(char type, int size, List<RespValue> items) {
    header(type, size);
    for (RespValue item : items) {
      write(item);
    }
  }

  private void header(char type, long number) {
    out.put(type);
    out.putDecimal(number);
    out.put(CRLF);
  }

  private void line(char type, String text) {
    out.put(type);
    out.put(text);
    out.put(CRLF);
  }

  private void lineOrBulk(char type, String text) {
    if (resp3()) {
      line(type, text);
    } else {
      bulk(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void bulk(byte[] bytes) {
    header('$', bytes.length);
    out.put(bytes);
    out.put(CRLF);
  }

  private void verbatim(String format, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!resp3()) {
      bulk(bytes);
      return;
    }
    header('=', bytes.length + 4L);
    out.put(format);
    out.put(':');
    out.put(bytes);
    out.put(CRLF);
  }

  private static String oneLine(String text) {
    if (text.indexOf('\r') < 0 && text.indexOf('\n') < 0) {
      return text;
    }
    return text.replace('\r', ' ').replace('\n', ' ');
  }

  private static String format(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal rounded =
        new BigDecimal(number).round(new MathContext(SIGNIFICANT_DIGITS)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -5 + 1 && exponent < SIGNIFICANT_DIGITS) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String sign = exponent < 0 ? "-" : "+";
    String power =
        Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
    return (number < 0 ? "-" : "") + mantissa + "e" + sign + power;
  }
}
