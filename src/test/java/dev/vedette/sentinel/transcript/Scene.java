package dev.vedette.sentinel.transcript;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.view.MasterView;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a transcript, for tests that look at what came of them in their own way. */
public final class Scene {

  private static final Pattern LINE = Pattern.compile("\\[(-?\\d+)] (.*)", Pattern.DOTALL);

  private final Script script = new Script();
  private List<Line> lines = List.of();

  private record Line(long time, String text) {}

  /** Plays these lines, and forgets what came of those before. */
  public Scene play(String text) {
    text.lines().filter(line -> !line.isBlank()).forEach(script::run);
    lines =
        script
            .takeWritten()
            .lines()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(line -> new Line(Long.parseLong(line.group(1)), line.group(2)))
            .toList();
    return this;
  }

  /** What came of the last {@link #play}, without the times. */
  public List<String> happened() {
    return lines.stream().map(Line::text).toList();
  }

  /** Those of {@link #happened} that begin so. */
  public List<String> happened(String beginning) {
    return happened().stream().filter(line -> line.startsWith(beginning)).toList();
  }

  /** The first words of the events among {@link #happened}. */
  public List<String> events() {
    return happened().stream()
        .filter(line -> line.startsWith("+") || line.startsWith("-"))
        .map(line -> line.split(" ", 2)[0])
        .toList();
  }

  /** When the first line came that begins so. */
  public long timeOf(String beginning) {
    return lines.stream()
        .filter(line -> line.text().startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + beginning + " in " + happened()))
        .time();
  }

  /** The sentinel of the scene. */
  public Sentinel sentinel() {
    return script.world().sentinel();
  }

  /** The master {@code mymaster} as the sentinel sees it. */
  public MasterView master() {
    MasterView master = sentinel().master("mymaster", script.world().now());
    if (master == null) {
      throw new AssertionError("mymaster is not watched");
    }
    return master;
  }

  /** The port that clients are sent to. */
  public int currentPort() {
    return master().address().port();
  }
}
