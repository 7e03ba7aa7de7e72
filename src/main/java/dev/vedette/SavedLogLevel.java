package dev.vedette;

import dev.vedette.config.DurableStateFile;
import dev.vedette.engine.LogControl;
import dev.vedette.sentinel.option.LogLevel;
import java.util.List;

/** Takes note of a changed log level for the next save of the configuration. */
record SavedLogLevel(LogControl log, DurableStateFile stateFile) implements LogControl {

  @Override
  public LogLevel level() {
    return log.level();
  }

  @Override
  public void level(LogLevel level) {
    log.level(level);
    stateFile.serverLines("loglevel", List.of(List.of(level.wireName())));
  }
}
