package dev.vedette.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Splits one line of a configuration file into words by the rules of Redis: blanks separate words;
 * within double quotes {@code \n \r \t \b \a \xHH} and a backslash before any other character mean
 * what they mean in C; within single quotes only {@code \'} is special; a closing quote must be
 * followed by a blank or the end of the line.
 *
 * <p>The line is <em>raw</em>: one character for each byte of the file (ISO 8859-1). The words are
 * text, decoded from UTF-8 after the escapes have been replaced, because {@code "\xc3\xa9"} is one
 * letter.
 */
final class WordSplitter {

  private final String line;
  private final StringBuilder word = new StringBuilder();
  private int at;

  private WordSplitter(String line) {
    this.line = line;
  }

  /**
   * The words of a raw line, none for a blank one.
   *
   * @throws MalformedLineException when quotes do not match or a word is not UTF-8
   */
  static List<String> split(String line) throws MalformedLineException {
    return new WordSplitter(line).words();
  }

  private List<String> words() throws MalformedLineException {
    var words = new ArrayList<String>();
    skipBlanks();
    while (at < line.length()) {
      readWord();
      words.add(decoded());
      word.setLength(0);
      skipBlanks();
    }
    return words;
  }

  private void skipBlanks() {
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
  }

  private void readWord() throws MalformedLineException {
    while (at < line.length()) {
      char c = line.charAt(at++);
      switch (c) {
        case ' ', '\n', '\r', '\t' -> {
          return;
        }
        case '"' -> {
          readDoubleQuoted();
          return;
        }
        case '\'' -> {
          readSingleQuoted();
          return;
        }
        default -> word.append(c);
      }
    }
  }

  private void readDoubleQuoted() throws MalformedLineException {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '"') {
        requireBlankAfterQuote();
        return;
      }
      if (c == '\\' && at < line.length()) {
        readEscape();
      } else {
        word.append(c);
      }
    }
    throw new MalformedLineException("the double quote is never closed");
  }

  private void readEscape() {
    char c = line.charAt(at);
    if (c == 'x' && at + 2 < line.length() && isHex(at + 1) && isHex(at + 2)) {
      word.append((char) HexFormat.fromHexDigits(line, at + 1, at + 3));
      at += 3;
      return;
    }
    at++;
    word.append(
        switch (c) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'b' -> '\b';
          case 'a' -> '\u0007';
          default -> c;
        });
  }

  private boolean isHex(int index) {
    return HexFormat.isHexDigit(line.charAt(index));
  }

  private void readSingleQuoted() throws MalformedLineException {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '\'') {
        requireBlankAfterQuote();
        return;
      }
      if (c == '\\' && at < line.length() && line.charAt(at) == '\'') {
        word.append('\'');
        at++;
      } else {
        word.append(c);
      }
    }
    throw new MalformedLineException("the single quote is never closed");
  }

  private void requireBlankAfterQuote() throws MalformedLineException {
    if (at < line.length() && !isBlank(line.charAt(at))) {
      throw new MalformedLineException("a closing quote must be followed by a space");
    }
  }

  private String decoded() throws MalformedLineException {
    var raw = word.toString();
    if (raw.chars().allMatch(c -> c < 0x80)) {
      return raw;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(raw.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedLineException("a word is not valid UTF-8");
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
