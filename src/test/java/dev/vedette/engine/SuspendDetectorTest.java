package dev.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SuspendDetectorTest {

  private long monotonic = 1_000;
  private long boot = 5_000;
  private final SuspendDetector detector =
      new SuspendDetector(() -> OptionalLong.of(boot), () -> monotonic);

  private long afterBoth(long monotonicMillis, long bootMillis) {
    monotonic += monotonicMillis;
    boot += bootMillis;
    return detector.missingMillis();
  }

  @Test
  void clocks_that_run_together_mean_nothing() {
    assertThat(afterBoth(0, 0)).isZero();
    assertThat(afterBoth(1_000, 1_000)).isZero();
    assertThat(afterBoth(86_400_000, 86_400_010)).isZero();
  }

  @Test
  void a_gap_in_the_monotonic_clock_is_told_once_with_its_length() {
    assertThat(afterBoth(0, 0)).isZero();
    assertThat(afterBoth(200, 30_200)).isEqualTo(30_000);
    assertThat(afterBoth(1_000, 1_000)).isZero();
  }

  @Test
  void slow_drift_is_no_suspension() {
    assertThat(afterBoth(0, 0)).isZero();
    for (int i = 0; i < 100; i++) {
      assertThat(afterBoth(1_000, 1_020)).isZero();
    }
  }

  @Test
  void clocks_are_not_read_more_often_than_the_period() {
    assertThat(afterBoth(0, 0)).isZero();
    assertThat(afterBoth(SuspendDetector.PERIOD_MILLIS - 1, 10_000)).isZero();
    assertThat(afterBoth(1, 1)).isEqualTo(10_000 - (SuspendDetector.PERIOD_MILLIS - 1));
  }

  @Test
  void the_uptime_of_linux_is_understood() {
    assertThat(SuspendDetector.parse("12345.67 99999.00\n")).hasValue(12_345_670);
    assertThat(SuspendDetector.parse("garbage")).isEmpty();
    assertThat(SuspendDetector.parse("gar bage")).isEmpty();
    assertThat(SuspendDetector.parse("")).isEmpty();
  }
}
