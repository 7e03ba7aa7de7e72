package dev.vedette;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** What tests with real processes wait for. */
final class Conditions {

  private Conditions() {}

  /** Waits until it holds, as long as a busy machine may need. */
  static void eventually(String what, Callable<Boolean> condition) {
    within(VedetteNode.PATIENCE, what, condition);
  }

  /** Waits until it holds, at most for that long. */
  static void within(Duration limit, String what, Callable<Boolean> condition) {
    await(what).atMost(limit).pollInterval(Duration.ofMillis(50)).until(condition);
  }

  /** Watches that it holds for that long, and fails at once when it does not. */
  static void always(Duration length, String what, BooleanSupplier condition) {
    await(what)
        .during(length)
        .atMost(length.plus(VedetteNode.PATIENCE))
        .pollInterval(Duration.ofMillis(50))
        .failFast("not so: " + what, () -> !condition.getAsBoolean())
        .until(condition::getAsBoolean);
  }
}
