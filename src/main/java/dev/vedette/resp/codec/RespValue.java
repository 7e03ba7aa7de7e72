package dev.vedette.resp.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply, independent of the protocol version: {@link RespEncoder} writes maps, sets, pushes and
 * the rest as RESP3 has them, or as the flat arrays and strings that RESP2 knows. The kinds are
 * those of the Redis serialization protocol specification.
 */
public sealed interface RespValue {

  /** {@code +OK}. */
  RespValue OK = new SimpleString("OK");

  /** No value: {@code $-1} in RESP2, {@code _} in RESP3. */
  RespValue NULL = new Null();

  /** No array: {@code *-1} in RESP2, {@code _} in RESP3. */
  RespValue NULL_ARRAY = new NullArray();

  /** Writes nothing. */
  RespValue NOTHING = new Sequence(List.of());

  /** A line of text. Line breaks become spaces. */
  record SimpleString(String text) implements RespValue {}

  /** An error: its code in capitals, a space, the message. Line breaks become spaces. */
  record SimpleError(String text) implements RespValue {}

  /** A signed 64-bit number. */
  record Int(long value) implements RespValue {}

  /** Any bytes. The array is not copied and must not change any more. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; replies are written once
  record BulkString(byte[] bytes) implements RespValue {}

  /** No value. */
  record Null() implements RespValue {}

  /** No array. */
  record NullArray() implements RespValue {}

  /** Values in order. */
  record Array(List<RespValue> items) implements RespValue {
    public Array {
      items = List.copyOf(items);
    }
  }

  /** Keys and values in turn; a flat array in RESP2. */
  record MapValue(List<RespValue> keysAndValues) implements RespValue {
    public MapValue {
      keysAndValues = List.copyOf(keysAndValues);
      if (keysAndValues.size() % 2 != 0) {
        throw new IllegalArgumentException("a map needs a value for every key");
      }
    }
  }

  /** Values without order; an array in RESP2. */
  record SetValue(List<RespValue> items) implements RespValue {
    public SetValue {
      items = List.copyOf(items);
    }
  }

  /** A floating-point number; a bulk string in RESP2. */
  record DoubleValue(double value) implements RespValue {}

  /** True or false; 1 or 0 in RESP2. */
  record BooleanValue(boolean value) implements RespValue {}

  /**
   * Text with a three-letter format such as {@code txt}; a bulk string in RESP2.
   *
   * @param format exactly three letters
   */
  record VerbatimString(String format, String text) implements RespValue {
    public VerbatimString {
      if (format.length() != 3) {
        throw new IllegalArgumentException("the format of a verbatim string has three letters");
      }
    }
  }

  /** Something the client did not ask for; an array in RESP2. */
  record Push(List<RespValue> items) implements RespValue {
    public Push {
      items = List.copyOf(items);
    }
  }

  /** A decimal number of any size; a bulk string in RESP2. */
  record BigNumber(java.math.BigInteger value) implements RespValue {}

  /** Several replies, one after the other, to one command. */
  record Sequence(List<RespValue> replies) implements RespValue {
    public Sequence {
      replies = List.copyOf(replies);
    }
  }

  /** A line of text. */
  static RespValue simple(String text) {
    return new SimpleString(text);
  }

  /** An error with the general code {@code ERR}. */
  static RespValue error(String message) {
    return new SimpleError("ERR " + message);
  }

  /** An error with its own code, such as {@code NOAUTH}. */
  static RespValue error(String code, String message) {
    return new SimpleError(code + " " + message);
  }

  /** A number. */
  static RespValue integer(long value) {
    return new Int(value);
  }

  /** A string, as UTF-8. */
  static RespValue bulk(String text) {
    return new BulkString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Any bytes. */
  static RespValue bulk(byte[] bytes) {
    return new BulkString(bytes);
  }

  /** Values in order. */
  static RespValue array(RespValue... items) {
    return new Array(List.of(items));
  }

  /** Values in order. */
  static RespValue array(List<RespValue> items) {
    return new Array(items);
  }

  /** Strings in order. */
  static RespValue strings(List<String> texts) {
    return new Array(texts.stream().map(RespValue::bulk).toList());
  }

  /** Collects the pairs of a map. */
  static MapBuilder map() {
    return new MapBuilder();
  }

  /** Pairs in the order they are put. */
  final class MapBuilder {
    private final List<RespValue> keysAndValues = new ArrayList<>();

    private MapBuilder() {}

    /** One more pair. */
    public MapBuilder put(String key, RespValue value) {
      keysAndValues.add(bulk(key));
      keysAndValues.add(value);
      return this;
    }

    /** One more pair. */
    public MapBuilder put(String key, String value) {
      return put(key, bulk(value));
    }

    /** One more pair. */
    public MapBuilder put(String key, long value) {
      return put(key, integer(value));
    }

    /** The map. */
    public RespValue build() {
      return new MapValue(keysAndValues);
    }
  }
}
