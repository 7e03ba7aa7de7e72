package dev.vedette.sentinel.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.settings.DurableState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private static final class Witness implements Audience {
    private final List<EventType> events = new ArrayList<>();
    private final List<DurableState> states = new ArrayList<>();

    @Override
    public void sees(Effect effect) {
      if (effect instanceof Effect.Emit emit) {
        events.add(emit.event().type());
      }
    }

    @Override
    public void saves(DurableState state) {
      states.add(state);
    }
  }

  private final Witness witness = new Witness();

  @Test
  void every_sentinel_sees_the_master_move_twice() {
    assertThat(new Rehearsal(witness).play()).isEqualTo(Rehearsal.SWITCHES);
  }

  @Test
  void everything_that_a_failover_consists_of_is_played() {
    new Rehearsal(witness).play();

    assertThat(witness.events)
        .contains(
            EventType.SDOWN,
            EventType.ODOWN,
            EventType.NEW_EPOCH,
            EventType.TRY_FAILOVER,
            EventType.VOTE_FOR_LEADER,
            EventType.FAILOVER_ABORT_NOT_ELECTED,
            EventType.ELECTED_LEADER,
            EventType.SELECTED_SLAVE,
            EventType.PROMOTED_SLAVE,
            EventType.SLAVE_RECONF_DONE,
            EventType.FAILOVER_END,
            EventType.SWITCH_MASTER,
            EventType.CONFIG_UPDATE_FROM,
            EventType.CONVERT_TO_SLAVE,
            EventType.RESET_MASTER)
        .doesNotContain(EventType.TILT);
    assertThat(witness.states).hasSizeGreaterThan(10);
  }

  @Test
  void it_is_the_same_each_time() {
    new Rehearsal(witness).play();
    Witness again = new Witness();

    new Rehearsal(again).play();

    assertThat(again.events).isEqualTo(witness.events);
    assertThat(again.states).isEqualTo(witness.states);
  }
}
