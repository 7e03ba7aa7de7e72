package dev.vedette.link;

import dev.vedette.sentinel.message.Reply;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies in RESP2 and RESP3 from what arrives in pieces of any size, within limits.
 *
 * <p>What comes from the network does not decide how much is allocated or how deep anything
 * recurses: every limit is checked before memory is taken, and memory grows only with what has
 * really arrived. Between two replies nothing is kept.
 *
 * <p>Pushes are handed over as they come, even from inside of another reply, where Redis 6 and 7.0
 * put them when a transaction publishes to its own connection.
 */
final class ReplyReader {

  /** Takes what was read. */
  interface Listener {

    /** A whole reply. */
    void replied(Reply reply);

    /** What the server pushed. */
    void pushed(List<Reply> items);
  }

  /** That much of an unfinished reply is not accounted for in {@link ReplyMemory}. */
  private static final int UNACCOUNTED = 4096;

  private static final int FIRST_PART = 64;
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int LONGEST_NUMBER = 20;
  private static final Reply.Nothing NOTHING = new Reply.Nothing();

  /** What the next byte belongs to. */
  private enum Place {
    TYPE,
    LINE,
    LINE_FEED,
    TEXT,
    TEXT_RETURN,
    TEXT_FEED
  }

  /** What becomes of the items of an array when all are there. */
  private enum Use {
    REPLY,
    PUSH,
    /** Hints that nobody asked for. */
    NONE
  }

  /** An array, set, map or push of which items are missing. */
  private static final class Open {
    private final @Nullable Open outer;
    private final Use use;
    private final int total;
    private final List<Reply> items;

    Open(@Nullable Open outer, Use use, int total) {
      this.outer = outer;
      this.use = use;
      this.total = total;
      items = new ArrayList<>(Math.min(total, 16));
    }
  }

  private static final byte[] NO_PART = {};

  private final LinkSettings.Limits limits;
  private final ReplyMemory memory;
  private final Listener listener;
  private Place place = Place.TYPE;
  private byte type;
  private byte[] part = NO_PART;
  private int filled;
  private String text = "";
  private int length;
  private @Nullable Open open;
  private int depth;
  private long bytes;
  private int items;
  private long reserved;

  ReplyReader(LinkSettings.Limits limits, ReplyMemory memory, Listener listener) {
    this.limits = limits;
    this.memory = memory;
    this.listener = listener;
  }

  /**
   * Reads on until a whole reply has been handed over, and every push before it.
   *
   * @return false when all is read and a reply is not complete yet
   * @throws LinkException when it is no RESP or goes beyond a limit; nothing can be read any more
   */
  boolean read(ByteBuf in) throws LinkException {
    while (in.isReadable()) {
      var value = step(in);
      if (value != null && complete(value)) {
        return true;
      }
    }
    accountForWhatIsKept();
    return false;
  }

  /** Whether a part of a reply has arrived and the rest has not. */
  boolean isInTheMiddle() {
    return bytes > 0;
  }

  /** Forgets what was not complete. */
  void startAfresh() {
    memory.release(reserved);
    reserved = 0;
    bytes = 0;
    items = 0;
    place = Place.TYPE;
    part = NO_PART;
    filled = 0;
    text = "";
    open = null;
    depth = 0;
  }

  /** Goes one step on; a value when one is complete. */
  private @Nullable Reply step(ByteBuf in) throws LinkException {
    switch (place) {
      case TYPE -> begin(in.readByte());
      case LINE -> readLine(in);
      case LINE_FEED -> {
        expect('\n', in);
        place = Place.TYPE;
        return afterLine();
      }
      case TEXT -> readText(in);
      case TEXT_RETURN -> {
        expect('\r', in);
        place = Place.TEXT_FEED;
      }
      case TEXT_FEED -> {
        expect('\n', in);
        place = Place.TYPE;
        return afterText();
      }
    }
    return null;
  }

  private void begin(byte next) throws LinkException {
    account(1, 1);
    if ("+-:$=!*~%>|_#,(".indexOf(next) < 0) {
      throw unexpected(next);
    }
    type = next;
    place = Place.LINE;
  }

  private void readLine(ByteBuf in) throws LinkException {
    var limit = "+-,(".indexOf(type) < 0 ? LONGEST_NUMBER : LONGEST_LINE;
    var start = in.readerIndex();
    var seen = Math.min(in.readableBytes(), limit + 1 - filled);
    var end = in.indexOf(start, start + seen, (byte) '\r');
    var size = end < 0 ? seen : end - start;
    if (filled + size > limit) {
      throw tooLarge("a line of a reply is longer than the limit of " + limit + " bytes");
    }
    account(size, 0);
    if (end < 0) {
      keep(in, size, limit);
    } else {
      text = take(in, size);
      in.skipBytes(1);
      place = Place.LINE_FEED;
    }
  }

  private void readText(ByteBuf in) {
    if (filled + in.readableBytes() < length) {
      keep(in, in.readableBytes(), length);
    } else {
      text = take(in, length - filled);
      place = Place.TEXT_RETURN;
    }
  }

  /** Keeps a piece of a line or text whose rest has not arrived. */
  private void keep(ByteBuf in, int size, int limit) {
    if (part.length < filled + size) {
      var room = Math.max(Math.max(FIRST_PART, 2 * part.length), filled + size);
      part = Arrays.copyOf(part, Math.min(room, limit));
    }
    in.readBytes(part, filled, size);
    filled += size;
  }

  /** The kept piece and its rest. */
  private String take(ByteBuf in, int size) {
    String whole;
    if (filled == 0) {
      whole = in.toString(in.readerIndex(), size, StandardCharsets.UTF_8);
      in.skipBytes(size);
    } else {
      keep(in, size, filled + size);
      whole = new String(part, 0, filled, StandardCharsets.UTF_8);
      part = NO_PART;
      filled = 0;
    }
    return whole;
  }

  private @Nullable Reply afterLine() throws LinkException {
    return switch (type) {
      case '+' -> new Reply.Status(text);
      case '-' -> new Reply.Failure(text);
      case ':' -> new Reply.Number(number());
      case ',', '(' -> new Reply.Text(text);
      case '#' -> new Reply.Number(text.equals("t") ? 1 : 0);
      case '_' -> NOTHING;
      case '$', '=', '!' -> beginText();
      case '*', '~' -> beginReply(1);
      case '%' -> beginReply(2);
      case '>' -> beginItems(Use.PUSH, Math.max(0, count()));
      case '|' -> beginItems(Use.NONE, 2 * Math.max(0, count()));
      default -> throw unexpected(type);
    };
  }

  private @Nullable Reply beginText() throws LinkException {
    length = size(limits.replyBytes(), "bytes");
    if (length < 0) {
      return NOTHING;
    }
    account(length, 0);
    place = Place.TEXT;
    return null;
  }

  private Reply afterText() {
    return switch (type) {
      case '=' ->
          new Reply.Text(text.length() > 3 && text.charAt(3) == ':' ? text.substring(4) : text);
      case '!' -> new Reply.Failure(text);
      default -> new Reply.Text(text);
    };
  }

  private @Nullable Reply beginReply(int perItem) throws LinkException {
    var count = count();
    return count < 0 ? NOTHING : beginItems(Use.REPLY, count * perItem);
  }

  private @Nullable Reply beginItems(Use use, int total) throws LinkException {
    if (depth >= limits.replyDepth()) {
      throw tooLarge("a reply is nested deeper than " + limits.replyDepth() + " levels");
    }
    open = new Open(open, use, total);
    depth++;
    return total > 0 ? null : close(open);
  }

  /** All items are there: hands a push over; the array when it is a value. */
  private @Nullable Reply close(Open full) {
    open = full.outer;
    depth--;
    switch (full.use) {
      case REPLY -> {
        return new Reply.Many(full.items);
      }
      case PUSH -> {
        listener.pushed(full.items);
        if (open == null) {
          startAfresh();
        }
      }
      case NONE -> {}
    }
    return null;
  }

  /** Puts a value where it belongs. Tells whether that was a whole reply, which it hands over. */
  private boolean complete(Reply value) {
    var next = value;
    while (next != null) {
      var array = open;
      if (array == null) {
        try {
          listener.replied(next);
        } finally {
          startAfresh();
        }
        return true;
      }
      array.items.add(next);
      next = array.items.size() < array.total ? null : close(array);
    }
    return false;
  }

  private int count() throws LinkException {
    return size(limits.replyItems(), "items");
  }

  private int size(int limit, String unit) throws LinkException {
    var size = number();
    if (size < -1) {
      throw new LinkException(EndCause.PROTOCOL, "a length of " + size + " makes no sense");
    }
    if (size > limit) {
      throw tooLarge("a reply of " + size + " " + unit + " is longer than the limit of " + limit);
    }
    return (int) size;
  }

  private long number() throws LinkException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new LinkException(
          EndCause.PROTOCOL, "'" + OneLine.of(text, 40) + "' stands where a number belongs");
    }
  }

  private static void expect(char wanted, ByteBuf in) throws LinkException {
    var got = in.readByte();
    if (got != wanted) {
      throw new LinkException(
          EndCause.PROTOCOL, "a reply does not end where it said, but with " + name(got));
    }
  }

  private void account(long moreBytes, int moreItems) throws LinkException {
    bytes += moreBytes;
    items += moreItems;
    if (bytes > limits.replyBytes()) {
      throw tooLarge("a reply is longer than the limit of " + limits.replyBytes() + " bytes");
    }
    if (items > limits.replyItems()) {
      throw tooLarge("a reply has more than " + limits.replyItems() + " items");
    }
  }

  private void accountForWhatIsKept() throws LinkException {
    var missing = place == Place.TEXT ? length - filled : 0;
    var more = bytes - missing - filled + part.length - UNACCOUNTED - reserved;
    if (more <= 0) {
      return;
    }
    if (!memory.reserve(more)) {
      throw tooLarge(
          "long replies of all links together would take more than "
              + limits.replyBytesOfAllLinks()
              + " bytes");
    }
    reserved += more;
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
