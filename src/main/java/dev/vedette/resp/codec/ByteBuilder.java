package dev.vedette.resp.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow at the end. Not for several threads at once. */
public final class ByteBuilder {
  private byte[] bytes;
  private int size;

  /** Empty, with room for {@code capacity} bytes. */
  public ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** The array that holds them, from index 0; longer than {@link #size}. */
  public byte[] array() {
    return bytes;
  }

  /** Forgets all bytes; the room for them stays. */
  public void clear() {
    size = 0;
  }

  /** A copy of exactly the bytes there are. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Appends one byte. */
  public void put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Appends bytes. */
  public void put(byte[] source) {
    put(source, 0, source.length);
  }

  /** Appends a part of an array. */
  public void put(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Appends text as UTF-8. */
  public void put(String text) {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends a number in decimal digits. */
  public void putDecimal(long value) {
    if (value >= 0 && value < 10) {
      put('0' + (int) value);
    } else {
      put(Long.toString(value).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      int wanted = Math.addExact(size, more);
      int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, Math.max(wanted, doubled));
    }
  }
}
