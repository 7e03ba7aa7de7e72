package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.settings.DurableState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** One core driven by hand: nothing is connected or answered unless the test says so, and when. */
final class Stage {

  /** An effect and when it came. */
  record Moment(long at, Effect effect) {}

  final Sentinel core;
  private final List<Moment> story = new ArrayList<>();
  private final Set<Long> answered = new HashSet<>();
  private long now;

  Stage(DurableState state, long startAt) {
    core = new Sentinel(state, 42, startAt);
    now = startAt;
    take(core.start(startAt));
  }

  long now() {
    return now;
  }

  /** Ticks at every deadline up to that time. */
  Stage until(long time) {
    while (core.nextDeadline() <= time) {
      now = Math.max(now, core.nextDeadline());
      take(core.step(new Input.Tick(), now));
    }
    now = time;
    return this;
  }

  /** Does not run until that time, whatever was due. */
  Stage stall(long time) {
    now = time;
    return input(new Input.Tick());
  }

  Stage input(Input input) {
    take(core.step(input, now));
    return this;
  }

  private void take(List<Effect> effects) {
    effects.forEach(effect -> story.add(new Moment(now, effect)));
  }

  /** The newest attempt to make a command connection to that port. */
  ConnectionId connection(int port) {
    List<Moment> dials = dials(port);
    assertThat(dials).as("attempts to connect to " + port).isNotEmpty();
    return ((Effect.Connect) dials.getLast().effect()).connection();
  }

  List<Moment> dials(int port) {
    return moments(effect ->
        effect instanceof Effect.Connect connect
            && connect.address().port() == port
            && connect.purpose() == Effect.Purpose.COMMANDS);
  }

  /** When that command was sent to that port. */
  List<Long> sent(int port, String command) {
    Set<ConnectionId> connections = new HashSet<>();
    dials(port).forEach(dial -> connections.add(((Effect.Connect) dial.effect()).connection()));
    return moments(effect ->
            effect instanceof Effect.Send send
                && connections.contains(send.connection())
                && send.words().getFirst().equals(command))
        .stream()
        .map(Moment::at)
        .toList();
  }

  /** When an event of that type came. */
  List<Long> raised(EventType type) {
    return moments(effect -> effect instanceof Effect.Emit emit && emit.event().type() == type)
        .stream()
        .map(Moment::at)
        .toList();
  }

  private List<Moment> moments(Predicate<Effect> wanted) {
    return story.stream().filter(moment -> wanted.test(moment.effect())).toList();
  }

  Stage connecting(int port) {
    return input(new Input.LinkConnecting(connection(port)));
  }

  Stage linkUp(int port) {
    return connecting(port).input(new Input.LinkUp(connection(port), "127.0.0.1", "127.0.0.1"));
  }

  Stage linkDown(int port) {
    return input(new Input.LinkDown(connection(port), "Connection reset by peer"));
  }

  /** Answers everything of that name that was sent on the newest connection to that port. */
  Stage answer(int port, String command, Reply reply) {
    ConnectionId connection = connection(port);
    for (Moment moment : List.copyOf(story)) {
      if (moment.effect() instanceof Effect.Send send
          && send.connection().equals(connection)
          && send.words().getFirst().equals(command)
          && answered.add(send.ticket())) {
        input(new Input.Replied(connection, send.ticket(), reply));
      }
    }
    return this;
  }

  /** Answers only the first of that name that was sent on the newest connection to that port. */
  Stage answerFirst(int port, String command, Reply reply) {
    ConnectionId connection = connection(port);
    for (Moment moment : story) {
      if (moment.effect() instanceof Effect.Send send
          && send.connection().equals(connection)
          && send.words().getFirst().equals(command)) {
        return input(new Input.Replied(connection, send.ticket(), reply));
      }
    }
    throw new AssertionError("no " + command + " was sent to " + port);
  }

  Stage pong(int port) {
    return answer(port, "PING", new Reply.Status("PONG"));
  }

  /** Answers PING at once until that time. */
  Stage wellUntil(long time, int port) {
    while (core.nextDeadline() <= time) {
      until(core.nextDeadline()).pong(port);
    }
    return until(time);
  }
}
