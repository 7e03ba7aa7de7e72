package dev.vedette.resp.codec;

import java.nio.charset.StandardCharsets;

/**
 * Bytes as strings without loss: one character per byte. Names of users, channels and patterns are
 * compared byte by byte, as Redis does, and still are handy strings inside the server.
 */
public final class ByteText {
  private ByteText() {}

  /** One character for each byte. */
  public static String of(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The bytes again. */
  public static byte[] bytes(String byteText) {
    return byteText.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * From text that people wrote, such as a line of a configuration file: one character for each
   * byte of its UTF-8 form.
   */
  public static String encode(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** To text for people. Bytes that are no UTF-8 become replacement characters. */
  public static String decode(String byteText) {
    return new String(bytes(byteText), StandardCharsets.UTF_8);
  }
}
