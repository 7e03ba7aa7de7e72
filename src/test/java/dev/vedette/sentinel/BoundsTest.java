package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.Bounds;
import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whoever can send us something can send us much of it. */
class BoundsTest {

  private final Sentinel sentinel =
      new Sentinel(
          new DurableState(
              "a".repeat(40),
              0,
              SentinelSettings.ofPort(26379),
              List.of(
                  MasterState.fresh(
                      MasterSettings.of("mymaster", 1, Timings.DEFAULTS),
                      Address.ofIp("127.0.0.1", 6379)))),
          1,
          0);
  private final List<Effect> effects = new ArrayList<>(sentinel.start(0));

  private void step(Input input) {
    effects.addAll(sentinel.step(input, 10));
  }

  private MasterView master() {
    return Objects.requireNonNull(sentinel.master("mymaster", 10));
  }

  private List<String> limits() {
    return effects.stream()
        .filter(Effect.Emit.class::isInstance)
        .map(effect -> ((Effect.Emit) effect).event())
        .filter(event -> event.type() == EventType.LIMIT_REACHED)
        .map(event -> event.payload())
        .toList();
  }

  private static String hello(int number) {
    return String.format(
        Locale.ROOT,
        "10.%d.%d.%d,26379,%040x,0,mymaster,127.0.0.1,6379,0",
        number >> 16,
        number >> 8 & 255,
        number & 255,
        number);
  }

  private ConnectionId commands() {
    return effects.stream()
        .filter(Effect.Connect.class::isInstance)
        .map(Effect.Connect.class::cast)
        .filter(connect -> connect.purpose() == Effect.Purpose.COMMANDS)
        .findFirst()
        .orElseThrow()
        .connection();
  }

  private void infoWith(int replicas) {
    step(new Input.LinkUp(commands(), "127.0.0.1", "127.0.0.1"));
    long ticket =
        effects.stream()
            .filter(Effect.Send.class::isInstance)
            .map(Effect.Send.class::cast)
            .filter(send -> send.words().equals(List.of("INFO")))
            .findFirst()
            .orElseThrow()
            .ticket();
    StringBuilder info = new StringBuilder("run_id:" + "f".repeat(40) + "\r\nrole:master\r\n");
    for (int i = 0; i < replicas; i++) {
      info.append("slave").append(i).append(":ip=10.0.").append(i >> 8).append('.');
      info.append(i & 255).append(",port=6379,state=online,offset=1,lag=0\r\n");
    }
    step(new Input.Replied(commands(), ticket, new Reply.Text(info.toString())));
  }

  @Test
  void a_flood_of_invented_run_ids_ends_at_a_bound_and_is_told_once() {
    for (int number = 1; number <= 20_000; number++) {
      step(new Input.Requested(number, new Request.PeerHello(hello(number))));
    }

    assertThat(master().peers()).hasSize(Bounds.MAX_PEERS);
    assertThat(limits())
        .containsExactly("master mymaster 127.0.0.1 6379 sentinels " + Bounds.MAX_PEERS);
    assertThat(effects.stream().filter(Effect.Connect.class::isInstance).count())
        .isLessThanOrEqualTo(Bounds.MAX_PEERS + 2L);
  }

  @Test
  void whoever_is_known_is_heard_and_may_move_when_there_is_no_room_for_strangers() {
    for (int number = 1; number <= Bounds.MAX_PEERS + 1; number++) {
      step(new Input.Requested(number, new Request.PeerHello(hello(number))));
    }
    String moved = hello(7).replace("10.0.0.7,", "10.9.9.9,");
    step(new Input.Requested(1, new Request.PeerHello(moved)));

    assertThat(master().peers()).hasSize(Bounds.MAX_PEERS);
    assertThat(master().peers())
        .extracting(peer -> peer.instance().address().ip())
        .contains("10.9.9.9")
        .doesNotContain("10.0.0.7");
  }

  @Test
  void more_replicas_than_a_master_can_have_are_left_out_and_told() {
    infoWith(Bounds.MAX_REPLICAS + 500);

    assertThat(master().replicas()).hasSize(Bounds.MAX_REPLICAS);
    assertThat(limits())
        .containsExactly("master mymaster 127.0.0.1 6379 replicas " + Bounds.MAX_REPLICAS);
  }

  @Test
  void as_many_replicas_as_there_may_be_are_no_reason_for_an_alarm() {
    infoWith(Bounds.MAX_REPLICAS);

    assertThat(master().replicas()).hasSize(Bounds.MAX_REPLICAS);
    assertThat(limits()).isEmpty();
  }

  @Test
  void no_more_masters_are_taken_than_can_be_watched() {
    for (int number = 1; number <= Bounds.MAX_MASTERS; number++) {
      Address address = Address.ofIp("10.0." + (number >> 8) + "." + (number & 255), 6379);
      effects.clear();
      step(new Input.Requested(number, new Request.Monitor("m" + number, address, 1)));
    }

    assertThat(effects)
        .filteredOn(Effect.Answer.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Answer.class,
            answer ->
                assertThat(answer.answer())
                    .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused ->
                            assertThat(refused.reason())
                                .isEqualTo(Answer.Refusal.TOO_MANY_MASTERS)));
  }
}
