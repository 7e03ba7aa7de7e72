package dev.vedette.bench.fleet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads commands as clients send them: arrays of bulk strings. */
final class Request {

  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final List<String> PING_ONLY = List.of("PING");

  private Request() {}

  /**
   * The next command, or null when not all of it has arrived; nothing is taken from the buffer
   * then.
   *
   * @throws IllegalArgumentException when it is no array of bulk strings
   */
  static @Nullable List<String> next(ByteBuf in) {
    if (startsWithPing(in)) {
      in.skipBytes(PING.length);
      return PING_ONLY;
    }
    int start = in.readerIndex();
    int count = number(in, '*');
    if (count < 0) {
      in.readerIndex(start);
      return null;
    }
    List<String> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = number(in, '$');
      if (length < 0 || in.readableBytes() < length + 2) {
        in.readerIndex(start);
        return null;
      }
      words.add(in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString());
      in.skipBytes(2);
    }
    return words;
  }

  private static boolean startsWithPing(ByteBuf in) {
    if (in.readableBytes() < PING.length) {
      return false;
    }
    int start = in.readerIndex();
    for (int i = 0; i < PING.length; i++) {
      if (in.getByte(start + i) != PING[i]) {
        return false;
      }
    }
    return true;
  }

  /** The number of a line like {@code $12}, or -1 when the line is not complete. */
  private static int number(ByteBuf in, char sign) {
    int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    if (end < 0) {
      return -1;
    }
    if (in.readByte() != sign) {
      throw new IllegalArgumentException("expected " + sign);
    }
    int value = 0;
    while (in.readerIndex() < end - 1) {
      value = value * 10 + (in.readByte() - '0');
    }
    in.skipBytes(2);
    return value;
  }
}
