package dev.vedette.bench.scenario;

import java.io.IOException;

/**
 * Something that is measured. A round is one measurement of one kind; whatever it starts ends with
 * it.
 */
public interface Scenario {

  /** The word on the command line. */
  String name();

  /**
   * Measures once, and adds what it saw to the results.
   *
   * @throws IOException when a process cannot be started
   * @throws dev.vedette.bench.process.BenchException when the round does not count; the message
   *     says why
   */
  void measure(Round round) throws IOException;

  /** How many rounds the median needs, unless the person who starts it says otherwise. */
  default int rounds() {
    return 5;
  }
}
