package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryWatchTest {

  @Test
  void a_heap_that_is_too_small_for_the_configured_masters_is_told_with_what_they_need() {
    long needed = MemoryWatch.neededBytes(5_000, true) >> 20;

    assertThat(MemoryWatch.shortage(5_000, true, 64L << 20))
        .contains("64 MB is too small for 5000 masters")
        .contains("about " + needed + " MB")
        .contains("-Xmx" + needed + "m");
  }

  @Test
  void nothing_is_said_when_there_is_enough() {
    assertThat(MemoryWatch.shortage(5_000, true, MemoryWatch.neededBytes(5_000, true))).isNull();
  }

  @Test
  void the_heap_of_a_small_container_is_enough_for_a_hundred_masters() {
    // 40 % of 256 MB, as the image has it.
    assertThat(MemoryWatch.neededBytes(100, true)).isLessThan((256L << 20) * 40 / 100);
  }
}
