package dev.vedette.notify.script;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to execute.
 *
 * @param argv path of the script and its arguments; no shell looks at them
 * @param directory where it runs
 * @param inheritEnvironment whether it sees the environment of this process
 * @param environment variables on top of that
 */
public record ScriptCommand(
    List<String> argv,
    Path directory,
    boolean inheritEnvironment,
    Map<String, String> environment) {

  public ScriptCommand {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command needs at least the path of the script");
    }
  }

  /** The script itself. */
  public Path path() {
    return directory.resolve(argv.getFirst());
  }
}
