package dev.vedette.bench.fleet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Writes replies of RESP2. */
final class Replies {

  private Replies() {}

  static void line(ByteBuf out, String text) {
    out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    out.writeShort('\r' << 8 | '\n');
  }

  static void bulk(ByteBuf out, String text) {
    line(out, "$" + text.length());
    line(out, text);
  }

  static void bulk(ByteBuf out, byte[] text) {
    line(out, "$" + text.length);
    out.writeBytes(text);
    out.writeShort('\r' << 8 | '\n');
  }

  static void array(ByteBuf out, int size) {
    line(out, "*" + size);
  }

  static void number(ByteBuf out, long value) {
    line(out, ":" + value);
  }
}
