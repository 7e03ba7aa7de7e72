package dev.vedette.link;

import dev.vedette.sentinel.message.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Reads replies in RESP2 and RESP3 from a Jedis stream, within limits.
 *
 * <p>Jedis's own parser ({@code Protocol.read}) is not used, because what comes from the network
 * decides there how much is allocated and how deep it recurses ({@code $2000000000} allocates two
 * gigabytes), and because it does not tell a status from a text. Here, every limit is checked
 * before memory is taken, and memory grows only with what has really arrived.
 *
 * <p>Pushes are handed over as they come, even from inside of another reply, where Redis 6 and 7.0
 * put them when a transaction publishes to its own connection.
 */
final class ReplyReader {

  /** A part of a reply that is shorter is not accounted for in {@link ReplyMemory}. */
  private static final int CHUNK = 64 * 1024;

  private static final int LONGEST_LINE = 64 * 1024;
  private static final int LONGEST_NUMBER = 20;

  private final RedisInputStream in;
  private final LinkSettings.Limits limits;
  private final ReplyMemory memory;
  private final Consumer<List<Reply>> pushes;
  private long bytes;
  private int items;
  private long reserved;

  /**
   * @param in one thread reads it
   * @param pushes called for each push, on the reading thread
   */
  ReplyReader(
      RedisInputStream in,
      LinkSettings.Limits limits,
      ReplyMemory memory,
      Consumer<List<Reply>> pushes) {
    this.in = in;
    this.limits = limits;
    this.memory = memory;
    this.pushes = pushes;
  }

  /**
   * Waits for the next reply and hands it, and every push before it, over.
   *
   * @throws LinkException when it is no RESP or goes beyond a limit
   * @throws JedisConnectionException when the stream ends or fails
   */
  void readInto(Consumer<Reply> replies) throws IOException {
    try {
      replies.accept(readValue(0));
    } catch (JedisConnectionException e) {
      if (e.getCause() == null && bytes > 0) {
        throw new LinkException(
            EndCause.CLOSED_BY_SERVER, "closed by the server in the middle of a reply");
      }
      throw e;
    } finally {
      startAfresh();
    }
  }

  private void startAfresh() {
    memory.release(reserved);
    reserved = 0;
    bytes = 0;
    items = 0;
  }

  private Reply readValue(int depth) throws IOException {
    while (true) {
      var type = in.readByte();
      account(1, 1);
      switch (type) {
        case '>' -> {
          pushes.accept(readItems(depth, 1));
          if (depth == 0) {
            startAfresh();
          }
        }
        case '|' -> readItems(depth, 2); // attributes are hints that nobody asked for
        default -> {
          return readValue(type, depth);
        }
      }
    }
  }

  private Reply readValue(byte type, int depth) throws IOException {
    return switch (type) {
      case '+' -> new Reply.Status(readLine(LONGEST_LINE));
      case '-' -> new Reply.Failure(readLine(LONGEST_LINE));
      case ':' -> new Reply.Number(readNumber());
      case '$', '=', '!' -> readBulk(type);
      case '*', '~' -> readMany(depth, 1);
      case '%' -> readMany(depth, 2);
      case '_' -> {
        readLine(LONGEST_NUMBER);
        yield new Reply.Nothing();
      }
      case '#' -> new Reply.Number(readLine(LONGEST_NUMBER).equals("t") ? 1 : 0);
      case ',', '(' -> new Reply.Text(readLine(LONGEST_LINE));
      default -> throw unexpected(type);
    };
  }

  private Reply readMany(int depth, int perItem) throws IOException {
    var count = readLength(limits.replyItems(), "items");
    return count < 0 ? new Reply.Nothing() : new Reply.Many(readItems(depth, perItem, count));
  }

  private List<Reply> readItems(int depth, int perItem) throws IOException {
    return readItems(depth, perItem, Math.max(0, readLength(limits.replyItems(), "items")));
  }

  private List<Reply> readItems(int depth, int perItem, int count) throws IOException {
    if (depth >= limits.replyDepth()) {
      throw tooLarge("a reply is nested deeper than " + limits.replyDepth() + " levels");
    }
    var total = Math.multiplyExact(count, perItem);
    var list = new ArrayList<Reply>(Math.min(total, 64));
    for (int i = 0; i < total; i++) {
      list.add(readValue(depth + 1));
    }
    return list;
  }

  private Reply readBulk(byte type) throws IOException {
    var length = readLength(limits.replyBytes(), "bytes");
    if (length < 0) {
      return new Reply.Nothing();
    }
    account(length, 0);
    var text = new String(readBytes(length), StandardCharsets.UTF_8);
    expect('\r');
    expect('\n');
    return switch (type) {
      case '=' ->
          new Reply.Text(text.length() > 3 && text.charAt(3) == ':' ? text.substring(4) : text);
      case '!' -> new Reply.Failure(text);
      default -> new Reply.Text(text);
    };
  }

  private byte[] readBytes(int length) throws IOException {
    if (length <= CHUNK) {
      var whole = new byte[length];
      fill(whole, 0, length);
      return whole;
    }
    var arrived = new byte[CHUNK];
    fill(arrived, 0, CHUNK);
    for (int size = CHUNK; size < length; ) {
      var more = Math.min(size, length - size);
      reserve(more);
      arrived = Arrays.copyOf(arrived, size + more);
      fill(arrived, size, more);
      size += more;
    }
    return arrived;
  }

  private void fill(byte[] target, int offset, int length) throws IOException {
    for (int filled = 0; filled < length; ) {
      var size = in.read(target, offset + filled, length - filled);
      if (size < 0) {
        throw new JedisConnectionException("Unexpected end of stream.");
      }
      filled += size;
    }
  }

  private int readLength(int limit, String unit) throws IOException {
    var length = readNumber();
    if (length < -1) {
      throw new LinkException(EndCause.PROTOCOL, "a length of " + length + " makes no sense");
    }
    if (length > limit) {
      throw tooLarge("a reply of " + length + " " + unit + " is longer than the limit of " + limit);
    }
    return (int) length;
  }

  private long readNumber() throws IOException {
    var line = readLine(LONGEST_NUMBER);
    try {
      return Long.parseLong(line);
    } catch (NumberFormatException e) {
      throw new LinkException(
          EndCause.PROTOCOL, "'" + OneLine.of(line, 40) + "' stands where a number belongs");
    }
  }

  private String readLine(int limit) throws IOException {
    var line = new ByteArrayOutputStream(64);
    for (var next = in.readByte(); next != '\r'; next = in.readByte()) {
      if (line.size() >= limit) {
        throw tooLarge("a line of a reply is longer than the limit of " + limit + " bytes");
      }
      account(1, 0);
      line.write(next);
    }
    expect('\n');
    return line.toString(StandardCharsets.UTF_8);
  }

  private void expect(char wanted) throws IOException {
    var got = in.readByte();
    if (got != wanted) {
      throw new LinkException(
          EndCause.PROTOCOL, "a reply does not end where it said, but with " + name(got));
    }
  }

  private void account(long moreBytes, int moreItems) throws IOException {
    bytes += moreBytes;
    items += moreItems;
    if (bytes > limits.replyBytes()) {
      throw tooLarge("a reply is longer than the limit of " + limits.replyBytes() + " bytes");
    }
    if (items > limits.replyItems()) {
      throw tooLarge("a reply has more than " + limits.replyItems() + " items");
    }
  }

  private void reserve(int size) throws IOException {
    if (!memory.reserve(size)) {
      throw tooLarge(
          "long replies of all links together would take more than "
              + limits.replyBytesOfAllLinks()
              + " bytes");
    }
    reserved += size;
  }

  private static LinkException tooLarge(String message) {
    return new LinkException(EndCause.TOO_LARGE, message);
  }

  private static LinkException unexpected(byte type) {
    var hint = type == 0x15 ? " (does this port want TLS?)" : "";
    return new LinkException(
        EndCause.PROTOCOL, "no Redis answers there: a reply starts with " + name(type) + hint);
  }

  private static String name(byte value) {
    return value > ' ' && value < 0x7f
        ? "'" + (char) value + "'"
        : "byte 0x%02x".formatted(value & 0xff);
  }
}
