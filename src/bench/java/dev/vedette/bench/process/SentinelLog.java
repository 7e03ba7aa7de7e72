package dev.vedette.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The events a sentinel logged; both kinds log in the same format: {@code 12:X 28 Nov 2026
 * 22:19:39.123 # +sdown master m …}.
 */
public final class SentinelLog {

  private static final Pattern LINE =
      Pattern.compile("^\\d+:X (\\d{2} \\w{3} \\d{4} [\\d:.]{12}) [#*.-] ([+-][a-z-]+)(?: (.*))?$");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ENGLISH);
  private static final int END_LINES = 3;

  private final Path file;

  SentinelLog(Path file) {
    this.file = file;
  }

  /**
   * One event.
   *
   * @param atMillis since 1970
   * @param name with its sign
   * @param text the rest of the line
   */
  public record Event(long atMillis, String name, String text) {

    /** Whether it is this event of this master: {@code master NAME …}. */
    public boolean of(String wanted, String master) {
      return name.equals(wanted) && text.startsWith("master " + master + " ");
    }
  }

  /** All events so far, in order. */
  public List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (String line : lines()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        long at =
            LocalDateTime.parse(matcher.group(1), TIME)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
        events.add(
            new Event(at, matcher.group(2), matcher.group(3) == null ? "" : matcher.group(3)));
      }
    }
    return events;
  }

  /** How often an event was logged. */
  public long count(String name) {
    return events().stream().filter(event -> event.name().equals(name)).count();
  }

  /** The last lines, for messages. */
  public String end() {
    List<String> lines = lines();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - END_LINES), lines.size()));
  }

  private List<String> lines() {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new BenchException("cannot read " + file, e);
    }
  }
}
