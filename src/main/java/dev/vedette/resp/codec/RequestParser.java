package dev.vedette.resp.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of one connection apart into requests: arrays of bulk strings, or inline
 * commands. Any split of the bytes into reads gives the same requests. What Redis refuses is
 * refused with Redis's text.
 *
 * <p>Each argument is copied once, out of the read buffer; a long one is read straight into its own
 * array, which grows with the bytes that really arrive and not with what was announced. Between
 * requests a parser holds no buffer. Not for several threads at once.
 */
public final class RequestParser implements AutoCloseable {

  /** Where bytes come from, as {@link java.io.InputStream#read(byte[], int, int)}. */
  @FunctionalInterface
  public interface Source {
    int read(byte[] target, int offset, int length) throws IOException;
  }

  private static final byte[] NONE = {};
  private static final int SMALLEST_BUFFER = 256;
  private static final int LARGEST_READ = ReadBuffer.SIZE;

  /** From this size on an argument that is not complete yet is read into its own array. */
  private static final int LONG_ARGUMENT = 8 * 1024;

  /** What an argument costs besides its bytes. */
  private static final int ARGUMENT_OVERHEAD = 24;

  private static final int MEMORY_GRANULE = 64 * 1024;

  private final RequestLimits limits;
  private final ReadBuffer lender;

  private byte[] buffer = NONE;
  private boolean lent;
  private int start;
  private int end;
  private int scanned;

  private List<byte[]> arguments = new ArrayList<>();
  private int missingArguments;
  private int bulkLength = -1;
  private byte @Nullable [] longArgument;
  private int longArgumentFilled;

  private long queryBytes;
  private long reserved;

  /**
   * A parser for a new connection.
   *
   * @param lender whose buffer is used while there are bytes, by all parsers of one thread
   */
  public RequestParser(RequestLimits limits, ReadBuffer lender) {
    this.limits = limits;
    this.lender = lender;
  }

  /** Bytes that were read and are not part of a complete argument yet. */
  public int buffered() {
    return Math.max(0, end - start + longArgumentFilled);
  }

  /** Bytes that can be read before the buffer has to grow. */
  public int bufferFree() {
    return Math.max(0, buffer.length - end);
  }

  /** Bytes of the arguments of the unfinished request. */
  public long queryBytes() {
    return queryBytes;
  }

  /**
   * Reads once, waiting as long as the source does. Then {@link #next} must be called until it
   * gives null, or {@link #keep}, before another parser with the same buffer is used.
   *
   * @return the number of bytes, -1 at the end of the stream
   */
  public int readFrom(Source source) throws IOException {
    byte[] target = longArgument;
    if (target != null && longArgumentFilled < bulkLength) {
      if (longArgumentFilled == target.length) {
        target = Arrays.copyOf(target, (int) Math.min(bulkLength, target.length * 2L));
        longArgument = target;
      }
      int length = source.read(target, longArgumentFilled, target.length - longArgumentFilled);
      longArgumentFilled += Math.max(length, 0);
      return length;
    }
    makeRoom();
    int room = buffer.length - end;
    int length = source.read(buffer, end, room);
    end += Math.max(length, 0);
    return length;
  }

  /**
   * Keeps the bytes that are no request yet, or that nobody has asked for yet, in a buffer of their
   * size, and gives the common one back.
   */
  public void keep() {
    if (start == end) {
      giveBack();
      buffer = NONE;
      start = 0;
      end = 0;
      scanned = 0;
    } else if (lent) {
      byte[] kept = Arrays.copyOfRange(buffer, start, end);
      giveBack();
      buffer = kept;
      scanned = Math.max(0, scanned - start);
      end -= start;
      start = 0;
    }
  }

  private void giveBack() {
    if (lent) {
      lender.giveBack(buffer);
      lent = false;
    }
  }

  /**
   * The next complete request, at least one argument.
   *
   * @return null when more bytes are needed
   * @throws ProtocolViolation when the connection cannot be understood any more
   */
  public @Nullable List<byte[]> next() throws ProtocolViolation {
    List<byte[]> request = parse();
    if (request == null) {
      keep();
    }
    return request;
  }

  private @Nullable List<byte[]> parse() throws ProtocolViolation {
    while (true) {
      if (missingArguments == 0) {
        if (start == end) {
          return null;
        }
        if (buffer[start] != '*') {
          List<byte[]> inline = inline();
          if (inline == null || !inline.isEmpty()) {
            return inline;
          }
          continue;
        }
        if (!arrayHeader()) {
          return null;
        }
      }
      while (missingArguments > 0) {
        if (!argument()) {
          return null;
        }
      }
      if (!arguments.isEmpty()) {
        return finish();
      }
    }
  }

  /** Gives back what an unfinished request holds. Nothing is read after that. */
  @Override
  public void close() {
    release();
    giveBack();
    buffer = NONE;
    start = 0;
    end = 0;
    scanned = 0;
    longArgument = null;
    longArgumentFilled = 0;
    arguments = new ArrayList<>();
  }

  private void release() {
    if (reserved > 0) {
      limits.memory().release(reserved);
      reserved = 0;
    }
  }

  private List<byte[]> finish() {
    List<byte[]> request = arguments;
    arguments = new ArrayList<>();
    queryBytes = 0;
    release();
    return request;
  }

  private @Nullable List<byte[]> inline() throws ProtocolViolation {
    int newline = find((byte) '\n');
    if (newline < 0) {
      if (end - start > RequestLimits.MAX_LINE_BYTES) {
        throw new ProtocolViolation("too big inline request");
      }
      return null;
    }
    int lineEnd = newline > start && buffer[newline - 1] == '\r' ? newline - 1 : newline;
    List<byte[]> request = QuotedLine.split(buffer, start, lineEnd);
    if (request == null) {
      throw new ProtocolViolation("unbalanced quotes in request");
    }
    consumeThrough(newline + 1);
    return request;
  }

  private boolean arrayHeader() throws ProtocolViolation {
    int lineEnd = line("too big mbulk count string");
    if (lineEnd < 0) {
      return false;
    }
    Long count = Decimal.parse(buffer, start + 1, lineEnd);
    if (count == null || count > limits.maxArguments()) {
      throw new ProtocolViolation("invalid multibulk length");
    }
    if (count > RequestLimits.MAX_UNAUTHENTICATED_ARGUMENTS
        && limits.unauthenticated().getAsBoolean()) {
      throw new ProtocolViolation("unauthenticated multibulk length");
    }
    consumeThrough(lineEnd + 2);
    missingArguments = (int) Math.max(count, 0);
    return true;
  }

  private boolean argument() throws ProtocolViolation {
    if (bulkLength < 0 && !bulkHeader()) {
      return false;
    }
    if (longArgument != null) {
      return longArgument();
    }
    if (end - start >= bulkLength + 2) {
      int argumentEnd = start + bulkLength;
      add(Arrays.copyOfRange(buffer, start, argumentEnd));
      consumeThrough(argumentEnd + 2);
      return true;
    }
    if (bulkLength >= LONG_ARGUMENT) {
      startLongArgument();
      return longArgument();
    }
    return false;
  }

  private boolean bulkHeader() throws ProtocolViolation {
    int lineEnd = line("too big bulk count string");
    if (lineEnd < 0) {
      return false;
    }
    if (buffer[start] != '$') {
      throw new ProtocolViolation("expected '$', got '" + (char) (buffer[start] & 0xff) + "'");
    }
    Long length = Decimal.parse(buffer, start + 1, lineEnd);
    if (length == null || length < 0 || length > limits.maxBulkBytes()) {
      throw new ProtocolViolation("invalid bulk length");
    }
    if (length > RequestLimits.MAX_UNAUTHENTICATED_BULK_BYTES
        && limits.unauthenticated().getAsBoolean()) {
      throw new ProtocolViolation("unauthenticated bulk length");
    }
    count(length + ARGUMENT_OVERHEAD);
    consumeThrough(lineEnd + 2);
    bulkLength = length.intValue();
    return true;
  }

  private void startLongArgument() {
    int present = Math.min(end - start, bulkLength);
    byte[] target = new byte[Math.min(bulkLength, Math.max(LARGEST_READ, present * 2))];
    System.arraycopy(buffer, start, target, 0, present);
    consumeThrough(start + present);
    longArgument = target;
    longArgumentFilled = present;
  }

  private boolean longArgument() {
    byte[] target = longArgument;
    if (target == null) {
      return false;
    }
    if (longArgumentFilled < bulkLength) {
      return false;
    }
    if (end - start < 2) {
      // The array is full: the line break after it goes to the buffer.
      return false;
    }
    longArgument = null;
    longArgumentFilled = 0;
    add(target);
    consumeThrough(start + 2);
    return true;
  }

  private void add(byte[] argument) {
    arguments.add(argument);
    missingArguments--;
    bulkLength = -1;
  }

  private void count(long bytes) throws ProtocolViolation {
    queryBytes += bytes;
    if (queryBytes > limits.maxQueryBytes()) {
      throw new ProtocolViolation("request is longer than client-query-buffer-limit");
    }
    if (queryBytes > MEMORY_GRANULE && queryBytes > reserved) {
      long more = queryBytes - reserved + MEMORY_GRANULE;
      if (!limits.memory().tryReserve(more)) {
        throw new ProtocolViolation("no memory for a request of this size");
      }
      reserved += more;
    }
  }

  /**
   * Index of the {@code \r} that ends the line at {@link #start}, -1 when the whole line is not
   * there yet.
   */
  private int line(String tooBig) throws ProtocolViolation {
    int lineEnd = find((byte) '\r');
    if (lineEnd < 0) {
      if (end - start > RequestLimits.MAX_LINE_BYTES) {
        throw new ProtocolViolation(tooBig);
      }
      return -1;
    }
    return lineEnd + 1 < end ? lineEnd : -1;
  }

  private int find(byte wanted) {
    int from = Math.max(start, scanned);
    for (int i = from; i < end; i++) {
      if (buffer[i] == wanted) {
        scanned = i;
        return i;
      }
    }
    scanned = end;
    return -1;
  }

  private void consumeThrough(int next) {
    start = next;
    scanned = next;
    if (start == end) {
      start = 0;
      end = 0;
      scanned = 0;
    }
  }

  private void makeRoom() {
    if (end < buffer.length) {
      return;
    }
    if (start == end) {
      giveBack();
      buffer = lender.lend();
      lent = true;
      start = 0;
      end = 0;
      scanned = 0;
    } else if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      scanned = Math.max(0, scanned - start);
      start = 0;
    } else {
      byte[] larger = Arrays.copyOf(buffer, Math.max(SMALLEST_BUFFER, buffer.length * 2));
      giveBack();
      buffer = larger;
    }
  }
}
