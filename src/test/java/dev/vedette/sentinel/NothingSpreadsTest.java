package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Answer.Refusal;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.Failover;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.view.MasterView;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A fault in what is decided about one master is a fault of that master only. */
class NothingSpreadsTest {

  private static final String BROKEN = "broken";
  private static final String SOUND = "sound";
  private static final long DOWN_AFTER = 3_000;

  private final Sentinel sentinel =
      new Sentinel(
          new DurableState(
              "a".repeat(40),
              0,
              SentinelSettings.ofPort(26379),
              List.of(master(BROKEN, 6379), master(SOUND, 6380))),
          1,
          0);
  private final List<Effect> effects = new ArrayList<>(sentinel.start(0));
  private long now;

  private static MasterState master(String name, int port) {
    MasterSettings settings =
        MasterSettings.of(name, 1, Timings.DEFAULTS).withDownAfterMillis(DOWN_AFTER);
    return MasterState.fresh(settings, Address.ofIp("127.0.0.1", port));
  }

  /** No rule can cope with a failover that stands nowhere. */
  private void breakMaster() throws Exception {
    failoverStands(null);
  }

  private void mendMaster() throws Exception {
    failoverStands(FailoverState.NONE);
  }

  private void failoverStands(@Nullable FailoverState where) throws Exception {
    Field topology = Sentinel.class.getDeclaredField("topology");
    topology.setAccessible(true);
    Field state = Failover.class.getDeclaredField("state");
    state.setAccessible(true);
    Topology known = (Topology) topology.get(sentinel);
    state.set(Objects.requireNonNull(known.master(BROKEN)).failover(), where);
  }

  /** What happens until then, with every link refused and no deadline missed. */
  private void passUntil(long until) {
    while (sentinel.nextDeadline() <= until) {
      now = Math.max(now, sentinel.nextDeadline());
      take(sentinel.step(new Input.Tick(), now));
    }
    now = until;
  }

  private void take(List<Effect> more) {
    effects.addAll(more);
    for (Effect effect : more) {
      if (effect instanceof Effect.Connect connect) {
        take(sentinel.step(new Input.LinkDown(connect.connection(), "refused"), now));
      }
    }
  }

  private List<Answer> ask(Request request) {
    List<Effect> answered = sentinel.step(new Input.Requested(1, request), now);
    effects.addAll(answered);
    return answered.stream()
        .filter(Effect.Answer.class::isInstance)
        .map(effect -> ((Effect.Answer) effect).answer())
        .toList();
  }

  private List<String> events(EventType type) {
    return effects.stream()
        .filter(Effect.Emit.class::isInstance)
        .map(effect -> ((Effect.Emit) effect).event())
        .filter(event -> event.type() == type)
        .map(event -> String.valueOf(event.master()))
        .toList();
  }

  private List<Effect.Fault> faults() {
    return effects.stream()
        .filter(Effect.Fault.class::isInstance)
        .map(Effect.Fault.class::cast)
        .toList();
  }

  private MasterView view(String name) {
    return Objects.requireNonNull(sentinel.master(name, now));
  }

  @Test
  void the_other_masters_are_judged_and_failed_over_as_ever() throws Exception {
    take(List.copyOf(effects));
    breakMaster();

    passUntil(10_000);

    assertThat(events(EventType.SDOWN)).contains(SOUND);
    assertThat(events(EventType.ODOWN)).contains(SOUND);
    assertThat(events(EventType.TRY_FAILOVER)).containsExactly(SOUND);
  }

  @Test
  void a_master_whose_looks_fail_three_times_is_set_aside_loudly() throws Exception {
    take(List.copyOf(effects));
    breakMaster();

    passUntil(5_000);

    assertThat(events(EventType.MASTER_SET_ASIDE)).containsExactly(BROKEN);
    assertThat(faults()).hasSize(3);
    assertThat(faults().getFirst().cause()).isInstanceOf(NullPointerException.class);
    assertThat(view(BROKEN).setAside()).contains("NullPointerException");
    assertThat(view(SOUND).setAside()).isNull();
    assertThat(view(BROKEN).instance().flags()).contains("set_aside");
  }

  @Test
  void what_was_done_before_the_fault_is_carried_out_and_saved() throws Exception {
    take(List.copyOf(effects));
    passUntil(900);
    breakMaster();
    effects.clear();

    passUntil(1_100);

    assertThat(effects).hasAtLeastOneElementOfType(Effect.Connect.class);
    assertThat(effects).hasAtLeastOneElementOfType(Effect.Persist.class);
  }

  @Test
  void it_is_looked_at_again_after_pauses_that_grow() throws Exception {
    take(List.copyOf(effects));
    breakMaster();

    passUntil(100_000);

    // After 0.1 and 1 s; set aside at the third; then again after 10, 20, and 40 s.
    assertThat(faults()).hasSize(6);
    assertThat(events(EventType.MASTER_SET_ASIDE)).hasSize(1);
  }

  @Test
  void it_is_taken_up_again_when_a_look_works() throws Exception {
    take(List.copyOf(effects));
    breakMaster();
    passUntil(5_000);
    mendMaster();

    passUntil(30_000);

    assertThat(events(EventType.MASTER_TAKEN_UP)).containsExactly(BROKEN);
    assertThat(view(BROKEN).setAside()).isNull();
    assertThat(events(EventType.TRY_FAILOVER)).containsExactly(SOUND, BROKEN);
  }

  @Test
  void reset_has_it_looked_at_at_once() throws Exception {
    take(List.copyOf(effects));
    breakMaster();
    passUntil(5_000);
    mendMaster();

    assertThat(ask(new Request.Reset(BROKEN))).containsExactly(new Answer.Count(1));

    assertThat(view(BROKEN).setAside()).isNull();
    assertThat(events(EventType.MASTER_TAKEN_UP)).containsExactly(BROKEN);
  }

  @Test
  void while_it_is_set_aside_peers_get_neither_an_opinion_nor_a_vote() throws Exception {
    take(List.copyOf(effects));
    breakMaster();
    passUntil(5_000);

    assertThat(ask(new Request.IsMasterDown("127.0.0.1", 6379, 7, "b".repeat(40))))
        .containsExactly(new Answer.MasterDown(false, null, 0));
    assertThat(ask(new Request.IsMasterDown("127.0.0.1", 6380, 7, "b".repeat(40))))
        .containsExactly(new Answer.MasterDown(true, "b".repeat(40), 7));
  }

  @Test
  void while_it_is_set_aside_it_says_where_it_is_and_refuses_a_failover() throws Exception {
    take(List.copyOf(effects));
    breakMaster();
    passUntil(5_000);

    assertThat(view(BROKEN).instance().address().port()).isEqualTo(6379);
    assertThat(ask(new Request.Failover(BROKEN, false)))
        .singleElement()
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.SET_ASIDE));
  }

  @Test
  void a_request_that_fails_says_so_and_loses_nothing_that_was_due_for_others() {
    take(List.copyOf(effects));
    passUntil(999);
    effects.clear();
    now = sentinel.nextDeadline();

    List<Effect> done =
        sentinel.step(
            new Input.Requested(
                7,
                new Request.ChangeMaster(
                    BROKEN,
                    settings -> {
                      throw new IllegalStateException("on purpose");
                    },
                    List.of(),
                    false)),
            now);

    assertThat(done)
        .filteredOn(Effect.Fault.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Fault.class,
            fault -> {
              assertThat(fault.request()).isEqualTo(7);
              assertThat(fault.cause()).hasMessage("on purpose");
            });
    assertThat(done).hasAtLeastOneElementOfType(Effect.Connect.class);
  }
}
