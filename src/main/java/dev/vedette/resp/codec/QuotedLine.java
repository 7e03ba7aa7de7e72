package dev.vedette.resp.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a line into arguments as Redis does for inline commands and configuration lines: blanks
 * separate; in double quotes {@code \n \r \t \b \a \xHH} and an escaped character are understood;
 * in single quotes only {@code \'}.
 */
public final class QuotedLine {
  private final byte[] line;
  private final int end;
  private int at;

  private QuotedLine(byte[] line, int start, int end) {
    this.line = line;
    this.at = start;
    this.end = end;
  }

  /**
   * The arguments of {@code line[start..end)}.
   *
   * @return null when quotes are not balanced, or a closing quote is not followed by a blank
   */
  public static @Nullable List<byte[]> split(byte[] line, int start, int end) {
    return new QuotedLine(line, start, end).arguments();
  }

  private @Nullable List<byte[]> arguments() {
    List<byte[]> arguments = new ArrayList<>();
    while (true) {
      while (at < end && isBlank(line[at])) {
        at++;
      }
      if (at == end) {
        return arguments;
      }
      byte[] argument = argument();
      if (argument == null) {
        return null;
      }
      arguments.add(argument);
    }
  }

  private byte @Nullable [] argument() {
    ByteBuilder token = new ByteBuilder(16);
    while (at < end && !isBlank(line[at])) {
      byte next = line[at++];
      if (next == '"' || next == '\'') {
        boolean closed = next == '"' ? doubleQuoted(token) : singleQuoted(token);
        return closed && (at == end || isBlank(line[at])) ? token.toByteArray() : null;
      }
      token.put(next);
    }
    return token.toByteArray();
  }

  private boolean doubleQuoted(ByteBuilder token) {
    while (at < end) {
      byte next = line[at++];
      if (next == '"') {
        return true;
      }
      if (next == '\\' && at < end) {
        escaped(token);
      } else {
        token.put(next);
      }
    }
    return false;
  }

  private void escaped(ByteBuilder token) {
    byte kind = line[at++];
    if (kind == 'x' && at + 1 < end && hex(line[at]) >= 0 && hex(line[at + 1]) >= 0) {
      token.put(hex(line[at]) * 16 + hex(line[at + 1]));
      at += 2;
      return;
    }
    token.put(
        switch (kind) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'b' -> '\b';
          case 'a' -> 7;
          default -> kind;
        });
  }

  private boolean singleQuoted(ByteBuilder token) {
    while (at < end) {
      byte next = line[at++];
      if (next == '\'') {
        return true;
      }
      if (next == '\\' && at < end && line[at] == '\'') {
        token.put('\'');
        at++;
      } else {
        token.put(next);
      }
    }
    return false;
  }

  private static int hex(byte digit) {
    return Character.digit(digit, 16);
  }

  private static boolean isBlank(byte value) {
    return value == ' ' || (value >= '\t' && value <= '\r') || value == 0;
  }
}
