package dev.vedette.simulation;

import dev.vedette.sentinel.message.Input;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Carries what hosts send to each other, with latency. Where a partition is, connections stand and
 * what is sent on them waits, as with TCP; new ones time out.
 */
final class Network {

  private static final long CONNECT_TIMEOUT_MILLIS = 1_000;
  private static final long RETRANSMISSION_MILLIS = 200;

  private record Direction(Host from, Host to) {}

  private final Agenda agenda;
  private final Random random;
  private final Map<Direction, Integer> blocked = new HashMap<>();
  private final Set<Pipe> pipes = new LinkedHashSet<>();
  private final Runnable changed;
  private double slowness = 1;

  /**
   * A network without a fault.
   *
   * @param changed wants to know when a way is blocked or open again
   */
  Network(Agenda agenda, Random random, Runnable changed) {
    this.agenda = agenda;
    this.random = random;
    this.changed = changed;
  }

  /** From 0.2 to 5 ms, mostly short, times the present slowness. */
  private long latencyMicros() {
    double u = random.nextDouble();
    return (long) ((200 + 4_800 * u * u * u) * slowness);
  }

  void slowness(double factor) {
    slowness = factor;
    changed.run();
  }

  /** Whether nothing makes it slow. */
  boolean isSwift() {
    return slowness == 1;
  }

  boolean isBlocked(Host from, Host to) {
    return !blocked.isEmpty() && blocked.containsKey(new Direction(from, to));
  }

  void block(Host from, Host to) {
    blocked.merge(new Direction(from, to), 1, Integer::sum);
    changed.run();
  }

  void unblock(Host from, Host to) {
    changed.run();
    blocked.computeIfPresent(new Direction(from, to), (d, times) -> times == 1 ? null : times - 1);
    for (Pipe pipe : List.copyOf(pipes)) {
      release(pipe, true);
      release(pipe, false);
    }
  }

  /** What was held up is sent once more after a while; nothing sent later overtakes it. */
  private void release(Pipe pipe, boolean toServer) {
    if (isBlocked(pipe, toServer)) {
      return;
    }
    if ((toServer ? pipe.toServer : pipe.toClient).release()) {
      agenda.at(
          agenda.nowMicros() + latencyMicros() + RETRANSMISSION_MILLIS * 1000,
          () -> arrive(pipe, toServer));
    }
  }

  private boolean isBlocked(Pipe pipe, boolean toServer) {
    return toServer ? isBlocked(pipe.client, pipe.server) : isBlocked(pipe.server, pipe.client);
  }

  /** Makes a connection and tells the client what has become of it. */
  void connect(Pipe pipe) {
    agenda.at(
        agenda.nowMicros(),
        () -> {
          if (pipe.open && pipe.hasClient()) {
            pipe.client.input(pipe, new Input.LinkConnecting(pipe.id));
          }
        });
    agenda.at(
        agenda.nowMicros() + latencyMicros() + latencyMicros(),
        () -> {
          boolean unreachable =
              isBlocked(pipe.client, pipe.server) || isBlocked(pipe.server, pipe.client);
          if (unreachable) {
            agenda.inMillis(CONNECT_TIMEOUT_MILLIS, () -> down(pipe, "timed out"));
          } else if (!pipe.server.isAlive()) {
            down(pipe, "refused");
          } else if (pipe.open && pipe.hasClient()) {
            pipes.add(pipe);
            pipe.server.served.add(pipe);
            pipe.client.input(
                pipe,
                new Input.LinkUp(pipe.id, pipe.client.address.ip(), pipe.server.address.ip()));
          }
        });
  }

  private void down(Pipe pipe, String reason) {
    boolean wasOpen = pipe.open;
    pipe.open = false;
    if (wasOpen) {
      pipe.client.input(pipe, new Input.LinkDown(pipe.id, reason));
    }
  }

  void toServer(Pipe pipe, Runnable action) {
    transmit(pipe, true, action);
  }

  void toClient(Pipe pipe, Input input) {
    transmit(pipe, false, () -> pipe.client.input(pipe, input));
  }

  private void transmit(Pipe pipe, boolean toServer, Runnable action) {
    Pipe.Way way = toServer ? pipe.toServer : pipe.toClient;
    if (way.add(agenda.nowMicros() + latencyMicros(), action)) {
      agenda.at(way.nextDueMicros(), () -> arrive(pipe, toServer));
    }
  }

  /** The first of what is on its way arrives, and only then does the next move on. */
  private void arrive(Pipe pipe, boolean toServer) {
    if (!pipe.open) {
      return;
    }
    Pipe.Way way = toServer ? pipe.toServer : pipe.toClient;
    if (isBlocked(pipe, toServer)) {
      way.hold();
      return;
    }
    Runnable action = way.take();
    if (!way.isEmpty()) {
      agenda.at(way.nextDueMicros(), () -> arrive(pipe, toServer));
    }
    Host target = toServer ? pipe.server : pipe.client;
    target.receive(() -> {
      if (pipe.open) {
        action.run();
      }
    });
  }

  /** The client ends a connection. */
  void close(Pipe pipe) {
    pipe.open = false;
    pipes.remove(pipe);
    pipe.server.served.remove(pipe);
  }

  /** The server, or something in between, ends a connection; the client learns it when it can. */
  void reset(Pipe pipe) {
    if (!pipe.open) {
      return;
    }
    pipe.open = false;
    pipes.remove(pipe);
    pipe.server.served.remove(pipe);
    tellClient(pipe);
  }

  private void tellClient(Pipe pipe) {
    agenda.at(
        agenda.nowMicros() + latencyMicros(),
        () -> {
          if (isBlocked(pipe.server, pipe.client)) {
            agenda.inMillis(RETRANSMISSION_MILLIS, () -> tellClient(pipe));
          } else {
            pipe.client.receive(
                () -> pipe.client.input(pipe, new Input.LinkDown(pipe.id, "reset by peer")));
          }
        });
  }

  /** Ends all connections to a host. */
  void resetAll(Host server) {
    pipesTo(server).forEach(this::reset);
  }

  /** Forgets the connections of a process that is gone. */
  void abandon(SentinelHost client) {
    for (Pipe pipe : List.copyOf(pipes)) {
      if (pipe.client.equals(client)) {
        close(pipe);
      }
    }
  }

  /** The open connections to a host, in the order they were made. */
  List<Pipe> pipesTo(Host server) {
    return List.copyOf(server.served);
  }

  /** All open connections, in the order they were made. */
  List<Pipe> pipesInOrder() {
    return List.copyOf(pipes);
  }
}
