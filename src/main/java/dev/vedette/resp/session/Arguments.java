package dev.vedette.resp.session;

import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.codec.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command, its own name first.
 *
 * @param words at least one; the arrays must not be changed
 */
public record Arguments(List<byte[]> words) {

  /** How many words. */
  public int size() {
    return words.size();
  }

  /** The bytes of a word. */
  public byte[] bytes(int index) {
    return words.get(index);
  }

  /** A word as text in UTF-8. */
  public String text(int index) {
    return new String(words.get(index), StandardCharsets.UTF_8);
  }

  /** A word byte by byte; see {@link ByteText}. */
  public String byteText(int index) {
    return ByteText.of(words.get(index));
  }

  /** The words from {@code index} on, byte by byte. */
  public List<String> byteTexts(int index) {
    return words.subList(Math.min(index, words.size()), words.size()).stream()
        .map(ByteText::of)
        .toList();
  }

  /** True when a word is {@code keyword} in any case. */
  public boolean is(int index, String keyword) {
    return byteText(index).equalsIgnoreCase(keyword);
  }

  /** A word as a number, null when it is none. */
  public @Nullable Long number(int index) {
    return Decimal.parse(words.get(index));
  }

  /**
   * A word as a number.
   *
   * @throws CommandRefused with {@code message} when it is none
   */
  public long number(int index, String message) throws CommandRefused {
    Long number = number(index);
    if (number == null) {
      throw new CommandRefused(message);
    }
    return number;
  }
}
