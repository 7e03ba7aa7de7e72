package dev.vedette.bench.scenario;

import dev.vedette.bench.process.Kind;
import java.io.IOException;
import java.util.List;

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

  /** Who can be measured. */
  default List<Kind> kinds() {
    return List.of(Kind.values());
  }

  /** How many rounds the median needs, unless the person who starts it says otherwise. */
  default int rounds() {
    return 5;
  }
}
