package dev.vedette.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what failed inside, and logs it with its trace, but not a thousand times a second. */
final class Faults {

  private static final int ALL_LOGGED = 100;
  private static final int ONE_IN = 1_000;
  private static final int MAX_TEXT = 200;
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private final EngineCounters counters;

  Faults(EngineCounters counters) {
    this.counters = counters;
  }

  void note(Object what, RuntimeException cause) {
    long failures = counters.failedInputs.incrementAndGet();
    if (failures <= ALL_LOGGED || failures % ONE_IN == 0) {
      LOG.error("{} failed inside Vedette ({} failures so far)", brief(what), failures, cause);
    }
  }

  private static String brief(Object what) {
    String text = what.toString();
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}
