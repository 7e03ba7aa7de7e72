package dev.vedette.sentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private static final int MASTERS = 100;

  private final Topology topology =
      new Topology(
          new DurableState("a".repeat(40), 0, SentinelSettings.ofPort(26379), List.of()), 0);
  private final Deadlines deadlines = new Deadlines();
  private final Touched touched = new Touched();
  private final List<Master> masters = new ArrayList<>();

  DeadlinesTest() {
    for (int i = 0; i < MASTERS; i++) {
      MasterSettings settings = MasterSettings.of("m" + i, 1, Timings.DEFAULTS);
      masters.add(topology.addMaster(settings, Address.ofIp("10.0.0.1", 1 + i), 0));
    }
  }

  private List<Master> due(long now) {
    touched.clear();
    deadlines.takeDue(now, touched);
    List<Master> due = new ArrayList<>();
    for (int i = 0; i < touched.size(); i++) {
      due.add(touched.get(i));
    }
    return due;
  }

  @Test
  void has_no_deadline_while_nobody_wants_one() {
    assertThat(deadlines.next()).isEqualTo(Times.FOREVER);
    assertThat(due(Long.MAX_VALUE - 1)).isEmpty();
  }

  @Test
  void equal_deadlines_come_in_the_order_in_which_the_masters_were_added() {
    for (Master master : masters.reversed()) {
      deadlines.set(master, 7);
    }

    assertThat(due(6)).isEmpty();
    assertThat(due(7)).containsExactlyElementsOf(masters);
    assertThat(deadlines.next()).isEqualTo(Times.FOREVER);
  }

  @Test
  void gives_what_a_sorted_list_would_give() {
    Random random = new Random(7);
    Map<Master, Long> expected = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      Master master = masters.get(random.nextInt(MASTERS));
      switch (random.nextInt(10)) {
        case 0 -> {
          deadlines.remove(master);
          expected.remove(master);
        }
        case 1 -> {
          deadlines.set(master, Times.FOREVER);
          expected.remove(master);
        }
        case 2 -> {
          long now = random.nextInt(1_000);
          List<Master> sorted =
              expected.entrySet().stream()
                  .filter(entry -> entry.getValue() <= now)
                  .sorted(
                      Comparator.comparingLong((Map.Entry<Master, Long> entry) -> entry.getValue())
                          .thenComparingInt(entry -> masters.indexOf(entry.getKey())))
                  .map(Map.Entry::getKey)
                  .toList();

          assertThat(due(now)).isEqualTo(sorted);
          sorted.forEach(expected::remove);
        }
        default -> {
          long when = random.nextInt(1_000);
          deadlines.set(master, when);
          expected.put(master, when);
        }
      }

      assertThat(deadlines.next())
          .isEqualTo(
              expected.values().stream().mapToLong(Long::longValue).min().orElse(Times.FOREVER));
    }
  }
}
