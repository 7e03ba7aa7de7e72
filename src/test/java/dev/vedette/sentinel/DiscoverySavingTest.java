package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every write holds all masters: who is found one after the other is not saved one by one. */
class DiscoverySavingTest {

  private static final int PORT = 6379;

  private long now = 1_000;
  private final List<Long> saves = new ArrayList<>();

  private Sentinel watching(int masters) {
    List<MasterState> states = new ArrayList<>();
    for (int i = 0; i < masters; i++) {
      states.add(
          MasterState.fresh(
              MasterSettings.of("m" + i, 2, Timings.DEFAULTS),
              Address.ofIp("127.0.0.1", PORT + i)));
    }
    Sentinel core =
        new Sentinel(
            new DurableState("a".repeat(40), 0, SentinelSettings.ofPort(26379), states), 1, now);
    core.start(now);
    return core;
  }

  private List<Effect> step(Sentinel core, Input input) {
    List<Effect> effects = core.step(input, now);
    if (effects.stream().anyMatch(Effect.Persist.class::isInstance)) {
      if (saves.isEmpty() || saves.getLast() != now) {
        saves.add(now);
      }
    }
    return effects;
  }

  /** A sentinel says hello that was not known in that group. */
  private void find(Sentinel core, int group) {
    String hello =
        "127.0.0.1,26380," + "b".repeat(40) + ",0,m" + group + ",127.0.0.1," + (PORT + group);
    step(core, new Input.Requested(0, new Request.PeerHello(hello + ",0")));
  }

  private void tickUntil(Sentinel core, long time) {
    while (core.nextDeadline() <= time) {
      now = Math.max(now, core.nextDeadline());
      step(core, new Input.Tick());
    }
    now = time;
  }

  @Test
  void who_is_found_among_few_masters_is_saved_at_once() {
    Sentinel core = watching(1);

    find(core, 0);

    assertThat(saves).containsExactly(1_000L);
  }

  @Test
  void who_is_found_among_very_many_is_saved_with_all_who_are_found_in_the_same_second() {
    Sentinel core = watching(2_000);

    for (int group = 0; group < 2_000; group++) {
      tickUntil(core, now + 1);
      find(core, group);
    }
    tickUntil(core, now + 2_000);

    assertThat(saves).containsExactly(1_001L, 2_001L, 3_001L);
    assertThat(core.durableState().masters()).allMatch(master -> master.peers().size() == 1);
  }

  @Test
  void a_vote_is_saved_at_once_and_takes_along_who_was_found_before() {
    Sentinel core = watching(2_000);
    find(core, 0);
    tickUntil(core, now + 10);
    find(core, 1);
    assertThat(saves).containsExactly(1_000L);

    List<Effect> effects =
        step(
            core,
            new Input.Requested(7, new Request.IsMasterDown("127.0.0.1", PORT, 1, "b".repeat(40))));

    assertThat(saves).containsExactly(1_000L, 1_010L);
    assertThat(effects)
        .filteredOn(e -> e instanceof Effect.Persist || e instanceof Effect.Answer)
        .first()
        .isInstanceOf(Effect.Persist.class);
    tickUntil(core, now + 1_500);
    assertThat(saves).hasSize(2);
  }
}
