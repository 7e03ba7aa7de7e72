package dev.vedette.engine;

import dev.vedette.sentinel.option.LogLevel;

/** The log of the process, as far as an operator can change it while it runs. */
public interface LogControl {

  /** How talkative it is now. */
  LogLevel level();

  /** Makes it that talkative at once, and writes it down with the next save of the state. */
  void level(LogLevel level);
}
