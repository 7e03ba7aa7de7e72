package dev.vedette.observe.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.engine.HeapMemory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class MemoryHealthTest {

  private static Health health(long live) {
    HeapMemory memory =
        new HeapMemory(
            new HeapMemory.Source() {
              @Override
              public long liveBytes() {
                return live;
              }

              @Override
              public long limitBytes() {
                return 100;
              }
            });
    memory.look();
    return new MemoryHealth(memory).health();
  }

  @Test
  void enough_memory_is_up_and_tells_the_figures() {
    assertThat(health(50).getStatus()).isEqualTo(Status.UP);
    assertThat(health(50).getDetails())
        .containsEntry("liveBytes", 50L)
        .containsEntry("limitBytes", 100L);
  }

  @Test
  void short_memory_is_an_alarm_but_no_reason_for_a_restart() {
    assertThat(health(90).getStatus()).isEqualTo(Statuses.DEGRADED);
    assertThat(health(90).getDetails().get("reason")).asString().contains("no new master");
  }
}
