package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our own slowness at the start is nobody's silence. */
class SlowStartTest {

  private static final long DOWN_AFTER = 3_000;
  private static final long START = 60_000;

  private final Sentinel sentinel = new Sentinel(state(), 1, 0);
  private final List<Effect> atStart = sentinel.start(START);
  private final ConnectionId commands = commandsIn(atStart);

  private static DurableState state() {
    MasterSettings settings =
        MasterSettings.of("mymaster", 1, Timings.DEFAULTS).withDownAfterMillis(DOWN_AFTER);
    MasterState master = MasterState.fresh(settings, Address.ofIp("127.0.0.1", 6379));
    return new DurableState("a".repeat(40), 0, SentinelSettings.ofPort(26379), List.of(master));
  }

  private static ConnectionId commandsIn(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Connect.class::isInstance)
        .map(Effect.Connect.class::cast)
        .filter(connect -> connect.purpose() == Effect.Purpose.COMMANDS)
        .findFirst()
        .orElseThrow()
        .connection();
  }

  /**
   * What the sentinel does on its own until then; no deadline is missed, so that there is no TILT.
   */
  private List<Effect> passUntil(long until) {
    List<Effect> effects = new ArrayList<>();
    while (sentinel.nextDeadline() <= until) {
      effects.addAll(sentinel.step(new Input.Tick(), sentinel.nextDeadline()));
    }
    return effects;
  }

  /** It becomes subjectively down at that moment, and not before. */
  private void assertDownAt(long moment) {
    assertThat(events(passUntil(moment - 1))).doesNotContain(EventType.SDOWN);
    assertThat(events(passUntil(moment))).contains(EventType.SDOWN);
  }

  @Test
  void counts_silence_from_the_first_attempt_to_connect_and_not_from_the_reading_of_the_state() {
    sentinel.step(new Input.LinkConnecting(commands), START);

    assertDownAt(START + DOWN_AFTER + 1);
  }

  @Test
  void the_time_until_somebody_comes_to_making_the_attempt_is_not_silence() {
    assertThat(events(passUntil(START + DOWN_AFTER + 1_000))).doesNotContain(EventType.SDOWN);
    sentinel.step(new Input.LinkConnecting(commands), START + DOWN_AFTER + 1_000);

    assertDownAt(START + DOWN_AFTER + 1_000 + DOWN_AFTER + 1);
  }

  @Test
  void an_attempt_that_fails_before_it_was_announced_begins_the_silence() {
    sentinel.step(new Input.LinkDown(commands, "no such host"), START + 500);

    assertDownAt(START + 500 + DOWN_AFTER + 1);
  }

  @Test
  void an_attempt_that_never_begins_is_no_excuse_for_ever() {
    assertDownAt(START + Link.UNTRIED_LIMIT_MILLIS + DOWN_AFTER + 1);
  }

  @Test
  void whoever_is_reached_has_all_the_time_to_answer_the_first_ping() {
    sentinel.step(new Input.LinkConnecting(commands), START);
    passUntil(START + DOWN_AFTER - 1);
    sentinel.step(new Input.LinkUp(commands, "127.0.0.1", "127.0.0.1"), START + DOWN_AFTER - 1);

    assertDownAt(START + DOWN_AFTER - 1 + DOWN_AFTER + 1);
  }

  @Test
  void whoever_counts_as_down_does_not_come_up_by_being_reached() {
    sentinel.step(new Input.LinkConnecting(commands), START);
    assertDownAt(START + DOWN_AFTER + 1);

    List<Effect> effects =
        sentinel.step(new Input.LinkUp(commands, "127.0.0.1", "127.0.0.1"), START + 4_000);

    assertThat(events(effects)).doesNotContain(EventType.SDOWN_CLEARED);
    assertThat(events(passUntil(START + 9_000))).doesNotContain(EventType.SDOWN_CLEARED);
  }

  @Test
  void a_second_attempt_gives_no_more_time_than_the_first() {
    sentinel.step(new Input.LinkDown(commands, "refused"), START);
    ConnectionId again = commandsIn(passUntil(START + 1_000));
    sentinel.step(new Input.LinkUp(again, "127.0.0.1", "127.0.0.1"), START + 1_500);

    assertDownAt(START + DOWN_AFTER + 1);
  }

  @Test
  void connecting_again_and_again_gives_no_more_time() {
    sentinel.step(new Input.LinkConnecting(commands), START);
    sentinel.step(new Input.LinkUp(commands, "127.0.0.1", "127.0.0.1"), START + 10);
    passUntil(START + 1_500);
    ConnectionId again =
        commandsIn(sentinel.step(new Input.LinkDown(commands, "reset by peer"), START + 1_500));
    sentinel.step(new Input.LinkConnecting(again), START + 1_500);
    passUntil(START + 1_700);
    sentinel.step(new Input.LinkUp(again, "127.0.0.1", "127.0.0.1"), START + 1_700);

    assertDownAt(START + 10 + DOWN_AFTER + 1);
  }

  private static List<EventType> events(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Emit.class::isInstance)
        .map(effect -> ((Effect.Emit) effect).event().type())
        .toList();
  }
}
