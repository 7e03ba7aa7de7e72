package dev.vedette.config;

/**
 * How a line relates to the file that holds the state, which decides whose word counts when the
 * same thing is said twice.
 */
enum Layer {
  /** Written in the file that holds the state, which is rewritten when something changes. */
  HOME,
  /** Written in a file that the home file includes. */
  INCLUDED,
  /**
   * Said elsewhere at every start: command line, properties, or a {@code sentinel.conf} that is
   * only read because the state has its own folder.
   */
  DECLARED
}
