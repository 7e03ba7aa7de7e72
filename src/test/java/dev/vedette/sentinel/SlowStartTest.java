package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.DurableState.MasterState;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.topology.Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time between reading the state and starting belongs to nobody's silence. */
class SlowStartTest {

  private static final long DOWN_AFTER = 3_000;

  @Test
  void counts_silence_from_the_start_and_not_from_the_reading_of_the_state() {
    MasterSettings settings =
        MasterSettings.of("mymaster", 1, Timings.DEFAULTS).withDownAfterMillis(DOWN_AFTER);
    MasterState master = MasterState.fresh(settings, Address.ofIp("127.0.0.1", 6379));
    DurableState state =
        new DurableState("a".repeat(40), 0, SentinelSettings.ofPort(26379), List.of(master));
    Sentinel sentinel = new Sentinel(state, 1, 0);

    List<Effect> effects = new ArrayList<>(sentinel.start(60_000));
    effects.addAll(sentinel.step(new Input.Tick(), 60_000 + DOWN_AFTER));
    assertThat(events(effects)).containsExactly(EventType.MONITOR);

    assertThat(events(sentinel.step(new Input.Tick(), 60_000 + DOWN_AFTER + 1)))
        .contains(EventType.SDOWN);
  }

  private static List<EventType> events(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Emit.class::isInstance)
        .map(effect -> ((Effect.Emit) effect).event().type())
        .toList();
  }
}
