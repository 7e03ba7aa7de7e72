package dev.vedette.bench.report;

/**
 * A line of the table.
 *
 * @param key names it in the JSON, and begins with its scenario: {@code scale-1000.cpu}
 * @param title what a reader sees
 * @param unit of its values
 * @param better which values are better
 * @param target what Vedette shall reach
 */
public record Row(String key, String title, String unit, Better better, Target target) {

  /** The scenario it belongs to. */
  public String scenario() {
    return key.substring(0, key.indexOf('.'));
  }

  /** Which values are better. */
  public enum Better {
    /** Times, memory, CPU. */
    LESS,
    /** Requests a second. */
    MORE
  }
}
