package dev.vedette;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Log lines in the form that Redis gives them: {@code pid:X 07 Jan 2026 09:30:00.123 # text}, where
 * X stands for a sentinel and the mark for the level ({@code #} warning, {@code *} notice, {@code
 * -} verbose, {@code .} debug). Lines of libraries name their logger in brackets. A line stays one
 * line, whatever somebody put into a name.
 */
final class LogFormat {

  private static final String OURS = "dev.vedette";
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private final String prefix;
  private final ZoneId zone;

  LogFormat(long pid, ZoneId zone) {
    this.prefix = pid + ":X ";
    this.zone = zone;
  }

  String format(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(128).append(prefix);
    appendTime(line, event.getTimeStamp());
    line.append(' ').append(mark(event.getLevel())).append(' ');
    String logger = event.getLoggerName();
    if (!logger.startsWith(OURS)) {
      line.append('[').append(logger, logger.lastIndexOf('.') + 1, logger.length()).append("] ");
    }
    appendOneLine(line, String.valueOf(event.getFormattedMessage()));
    line.append('\n');
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(ThrowableProxyUtil.asString(thrown));
    }
    return line.toString();
  }

  private void appendTime(StringBuilder line, long epochMillis) {
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), zone);
    appendPadded(line, time.getDayOfMonth(), 2).append(' ');
    line.append(MONTHS[time.getMonthValue() - 1]).append(' ').append(time.getYear()).append(' ');
    appendPadded(line, time.getHour(), 2).append(':');
    appendPadded(line, time.getMinute(), 2).append(':');
    appendPadded(line, time.getSecond(), 2).append('.');
    appendPadded(line, time.getNano() / 1_000_000, 3);
  }

  private static StringBuilder appendPadded(StringBuilder line, int number, int digits) {
    String text = Integer.toString(number);
    return line.repeat('0', Math.max(0, digits - text.length())).append(text);
  }

  private static char mark(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT, Level.WARN_INT -> '#';
      case Level.INFO_INT -> '*';
      case Level.DEBUG_INT -> '-';
      default -> '.';
    };
  }

  private static void appendOneLine(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append(c);
        default -> {
          if (Character.isISOControl(c)) {
            line.append(String.format("\\x%02x", (int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
  }
}
