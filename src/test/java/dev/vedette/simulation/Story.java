package dev.vedette.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happened, line by line. Lines are made when somebody reads them, which is seldom. */
final class Story {

  private static final int KEPT_LINES = 400;

  private record Line(long micros, Object who, Object what) {
    @Override
    public String toString() {
      String name = who instanceof Host host ? host.name : who.toString();
      return String.format(Locale.ROOT, "%9.3f %s: %s", micros / 1e6, name, what);
    }
  }

  private final Agenda agenda;
  private final Deque<Line> lines = new ArrayDeque<>();
  private @Nullable Consumer<String> echo;

  Story(Agenda agenda) {
    this.agenda = agenda;
  }

  /** Lets every line be heard from now on. */
  void echo(Consumer<String> target) {
    echo = target;
  }

  /**
   * Adds a line.
   *
   * @param what its text, asked for later: nothing that changes
   */
  void note(Object who, Object what) {
    Line line = new Line(agenda.nowMicros(), who, what);
    if (lines.size() >= KEPT_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
    if (echo != null) {
      echo.accept(line.toString());
    }
  }

  /** The last lines. */
  String tail(int count) {
    StringBuilder text = new StringBuilder();
    lines.stream()
        .skip(Math.max(0, lines.size() - count))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
