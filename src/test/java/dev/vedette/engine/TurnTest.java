package dev.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.engine.Inbox.Arrived;
import dev.vedette.engine.Inbox.Entry;
import dev.vedette.engine.Inbox.Look;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** At which moment the engine decides. */
class TurnTest {

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final List<EventType> events = new ArrayList<>();
  private final SilentLinks links = new SilentLinks();
  private final Sentinel sentinel = new Sentinel(state(), 1, now.get());
  private final Turn turn = turn();

  private static DurableState state() {
    MasterSettings settings =
        MasterSettings.of("mymaster", 2, Timings.DEFAULTS).withDownAfterMillis(1_000);
    return new DurableState(
        "a".repeat(40),
        0,
        SentinelSettings.ofPort(26379),
        List.of(MasterState.fresh(settings, Address.ofIp("127.0.0.1", 6379))));
  }

  private Turn turn() {
    EngineClock clock = new EngineClock(now::get, OptionalLong::empty);
    EventBus bus = new EventBus();
    bus.add(published -> events.add(published.event().type()), 0);
    PersistBarrier barrier =
        new PersistBarrier(new ObedientStore(), sentinel, clock.monotonicMillis(), input -> {});
    Effects effects = new Effects(barrier, bus, new Scripts(), input -> {}, code -> {});
    effects.links(links);
    return new Turn(sentinel, clock, barrier, effects, new EngineCounters());
  }

  private void take(Entry... entries) {
    turn.take(new ArrayList<>(List.of(entries)));
  }

  private static Arrived arrived(Input input) {
    return new Arrived(input, 0);
  }

  private List<Effect.Send> pings() {
    return links.asked().stream()
        .filter(Effect.Send.class::isInstance)
        .map(Effect.Send.class::cast)
        .filter(send -> send.words().getFirst().equals("PING"))
        .toList();
  }

  @Test
  void nobodys_time_runs_out_before_what_waits_from_him_has_been_read() {
    turn.begin();
    Effect.Connect connect = (Effect.Connect) links.asked().getFirst();
    take(arrived(new Input.LinkUp(connect.connection(), "127.0.0.1", "127.0.0.1")));
    long silentFrom = now.get();
    while (now.get() < silentFrom + 990) {
      now.set(Math.min(turn.nextDeadline(), silentFrom + 990));
      take();
    }
    Effect.Send ping = pings().getFirst();
    Look<Long> slow = new Look<>(looked -> now.addAndGet(40), new CompletableFuture<>());
    Input nothing = new Input.LinkConnecting(new ConnectionId(999));
    Input pong = new Input.Replied(ping.connection(), ping.ticket(), new Reply.Status("PONG"));

    take(slow, arrived(nothing), arrived(pong));

    assertThat(now.get()).isGreaterThan(silentFrom + 1_001);
    assertThat(events).doesNotContain(EventType.SDOWN);
  }
}
