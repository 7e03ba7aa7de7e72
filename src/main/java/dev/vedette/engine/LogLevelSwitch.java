package dev.vedette.engine;

import dev.vedette.sentinel.option.LogLevel;

/** How much is logged; changed by {@code SENTINEL CONFIG SET loglevel} and its REST twin. */
public interface LogLevelSwitch {

  /** The present level. */
  LogLevel level();

  /** Changes it at once, for this process. */
  void setLevel(LogLevel level);
}
