package dev.vedette.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The events a sentinel logged; both kinds log them in the same form. */
public final class SentinelLog {

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

    /** Whether it is this event of a master. */
    public boolean ofMaster(String wanted) {
      return name.equals(wanted) && text.startsWith("master ");
    }

    /** The name of the master an event is about: the second word, of +switch-master the first. */
    public String master() {
      String[] words = text.split(" ", 3);
      return name.equals("+switch-master") ? words[0] : words[1];
    }
  }

  /** All events so far, in order. */
  public List<Event> events() {
    return since(0);
  }

  /** The events from that millisecond on. */
  public List<Event> since(long millis) {
    List<Event> events = new ArrayList<>();
    for (LogLines.Line line : LogLines.of(file)) {
      if (line.atMillis() >= millis
          && (line.text().startsWith("+") || line.text().startsWith("-"))) {
        String[] parts = line.text().split(" ", 2);
        events.add(new Event(line.atMillis(), parts[0], parts.length > 1 ? parts[1] : ""));
      }
    }
    return events;
  }

  /** How often an event was logged. */
  public long count(String name) {
    return events().stream().filter(event -> event.name().equals(name)).count();
  }

  /** Whether a line has one of the words, whatever their case. */
  public boolean mentions(String... words) {
    String text = String.join("\n", LogLines.all(file)).toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The last lines, for messages. */
  public String end() {
    return LogLines.end(file);
  }
}
