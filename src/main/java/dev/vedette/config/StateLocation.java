package dev.vedette.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the state is kept.
 *
 * @param path the file
 * @param isConfigFile true when it is the {@code sentinel.conf} that the user named
 */
record StateLocation(Path path, boolean isConfigFile) {

  static StateLocation of(@Nullable Path configFile, @Nullable String stateDir) {
    if (configFile != null && stateDir == null) {
      return new StateLocation(configFile, true);
    }
    var folder = Path.of(stateDir == null ? "" : stateDir).toAbsolutePath().normalize();
    return new StateLocation(folder.resolve(ConfigurationLoader.STATE_FILE), false);
  }

  /** What to say when the named file is not there. */
  static ConfigProblem missing(Path configFile) {
    return new ConfigProblem(
        configFile.toString(),
        null,
        "There is no such file. Create it, for example with the line 'sentinel monitor mymaster"
            + " 127.0.0.1 6379 2', or correct the path.");
  }
}
