package dev.vedette.config;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in the configuration.
 *
 * @param where file and line, property, or command line
 * @param line what is written there, passwords hidden; null when it is about no single line
 * @param message what is wrong and what to do
 */
public record ConfigProblem(String where, @Nullable String line, String message) {

  static ConfigProblem of(ConfigLine line, String message) {
    return new ConfigProblem(line.origin().describe(), Secrets.mask(line.text()), message);
  }

  /** Two or three lines of text. */
  @Override
  public String toString() {
    return line == null
        ? where + "\n    " + message
        : where + "\n    >>> " + line + "\n    " + message;
  }
}
