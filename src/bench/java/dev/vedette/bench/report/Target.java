package dev.vedette.bench.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** What Vedette's figure shall be. */
public sealed interface Target {

  /** Only told. */
  Target NONE = new None();

  /** Whether it is reached; true when nothing is asked. */
  boolean reached(Figures vedette, OptionalDouble ratio);

  /** As the table shows it. */
  String title();

  /** The median is at most this. */
  static Target atMost(double limit) {
    return new Median(limit, Row.Better.LESS);
  }

  /** The median is at least this. */
  static Target atLeast(double limit) {
    return new Median(limit, Row.Better.MORE);
  }

  /** The median and the worst are at most these. */
  static Target atMost(double median, double worst) {
    return new Worst(median, worst);
  }

  /** The ratio of the medians is at most this. */
  static Target ratioAtMost(double limit) {
    return new Ratio(limit, Row.Better.LESS);
  }

  /** The ratio of the medians is at least this. */
  static Target ratioAtLeast(double limit) {
    return new Ratio(limit, Row.Better.MORE);
  }

  /** Only told. */
  record None() implements Target {
    @Override
    public boolean reached(Figures vedette, OptionalDouble ratio) {
      return true;
    }

    @Override
    public String title() {
      return "";
    }
  }

  /** A limit of the median. */
  record Median(double limit, Row.Better better) implements Target {
    @Override
    public boolean reached(Figures vedette, OptionalDouble ratio) {
      return better == Row.Better.LESS ? vedette.median() <= limit : vedette.median() >= limit;
    }

    @Override
    public String title() {
      return (better == Row.Better.LESS ? "≤ " : "≥ ") + number(limit);
    }
  }

  /** Limits of the median and of the worst. */
  record Worst(double median, double worst) implements Target {
    @Override
    public boolean reached(Figures vedette, OptionalDouble ratio) {
      return vedette.median() <= median && vedette.greatest() <= worst;
    }

    @Override
    public String title() {
      return "≤ " + number(median) + ", worst ≤ " + number(worst);
    }
  }

  /** A limit of the ratio to redis-sentinel. */
  record Ratio(double limit, Row.Better better) implements Target {
    @Override
    public boolean reached(Figures vedette, OptionalDouble ratio) {
      return ratio.isPresent()
          && (better == Row.Better.LESS
              ? ratio.getAsDouble() <= limit
              : ratio.getAsDouble() >= limit);
    }

    @Override
    public String title() {
      return (better == Row.Better.LESS ? "≤ " : "≥ ") + number(limit) + " × RS";
    }
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
