package dev.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapMemoryTest {

  private static final long LIMIT = 1_000;

  private long live;
  private final HeapMemory memory =
      new HeapMemory(
          new HeapMemory.Source() {
            @Override
            public long liveBytes() {
              return live;
            }

            @Override
            public long limitBytes() {
              return LIMIT;
            }
          });

  @Test
  void becomes_short_at_eighty_per_cent_and_says_so_once() {
    live = 799;
    assertThat(memory.look()).isFalse();
    assertThat(memory.isShort()).isFalse();

    live = 800;
    assertThat(memory.look()).isTrue();
    assertThat(memory.isShort()).isTrue();
    assertThat(memory.look()).isFalse();
  }

  @Test
  void is_enough_again_only_below_seventy_per_cent() {
    live = 900;
    memory.look();

    live = 700;
    assertThat(memory.look()).isFalse();
    assertThat(memory.isShort()).isTrue();

    live = 699;
    assertThat(memory.look()).isTrue();
    assertThat(memory.isShort()).isFalse();
  }

  @Test
  void measures_the_heap_of_this_process_whatever_its_collector() {
    HeapMemory ours = HeapMemory.ofThisProcess();

    ours.look();

    assertThat(ours.limitBytes()).isBetween(1L, Runtime.getRuntime().maxMemory());
    assertThat(ours.liveBytes()).isBetween(0L, ours.limitBytes());
  }
}
