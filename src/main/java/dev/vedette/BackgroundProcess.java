package dev.vedette;

import dev.vedette.config.VedetteSettings;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * {@code daemonize yes}: a Java process cannot fork, so the program starts itself again in a
 * session of its own, with nothing to read and nowhere to write, and ends. Mistakes in the
 * configuration have been found by then; whatever goes wrong later is in {@code logfile}.
 */
final class BackgroundProcess {

  /** Tells the process in the background that it is the one. */
  private static final String MARK = "VEDETTE_IN_BACKGROUND";

  private BackgroundProcess() {}

  /** Whether the configuration asks for a process in the background, and this is not yet it. */
  static boolean isWanted(VedetteSettings settings) {
    return settings.daemonize() && System.getenv(MARK) == null;
  }

  /**
   * Starts this program again in the background.
   *
   * @throws StartException when that cannot be done
   */
  static void launch() {
    List<String> command = new ArrayList<>();
    if (isOnPath("setsid")) {
      command.add("setsid");
    }
    command.addAll(ownCommand());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD);
      builder.environment().put(MARK, "yes");
      builder.start();
    } catch (IOException e) {
      throw new StartException("daemonize yes: no process can be started: " + e.getMessage(), e);
    }
  }

  /** The words that started this process. */
  private static List<String> ownCommand() {
    ProcessHandle.Info self = ProcessHandle.current().info();
    if (self.command().isPresent() && self.arguments().isPresent()) {
      List<String> words = new ArrayList<>(List.of(self.command().get()));
      words.addAll(List.of(self.arguments().get()));
      return words;
    }
    // The Java runtime gives up on long ones.
    try {
      String words = Files.readString(Path.of("/proc/self/cmdline"));
      return List.of(words.substring(0, words.length() - 1).split("\0", -1));
    } catch (IOException e) {
      throw new StartException(
          "daemonize yes: this system does not tell how the process was started. Set daemonize no,"
              + " and let the shell or the system keep it in the background",
          e);
    }
  }

  private static boolean isOnPath(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
