package dev.vedette.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;

/** Frames commands as servers read them: an array of texts, in RESP2 as in RESP3. */
final class CommandEncoder {

  private CommandEncoder() {}

  /** Appends that command. */
  static void encode(List<String> words, ByteBuf out) {
    header('*', words.size(), out);
    for (var word : words) {
      header('$', ByteBufUtil.utf8Bytes(word), out);
      ByteBufUtil.writeUtf8(out, word);
      endLine(out);
    }
  }

  private static void header(char type, int number, ByteBuf out) {
    out.writeByte(type);
    digits(number, out);
    endLine(out);
  }

  private static void digits(int number, ByteBuf out) {
    if (number >= 10) {
      digits(number / 10, out);
    }
    out.writeByte('0' + number % 10);
  }

  private static void endLine(ByteBuf out) {
    out.writeByte('\r');
    out.writeByte('\n');
  }
}
