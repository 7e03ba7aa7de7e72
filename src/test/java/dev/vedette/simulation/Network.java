package dev.vedette.simulation;

import dev.vedette.sentinel.message.Input;
import java.util.ArrayList;
import java.util.Deque;
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
  private double slowness = 1;

  Network(Agenda agenda, Random random) {
    this.agenda = agenda;
    this.random = random;
  }

  /** From 0.2 to 5 ms, mostly short, times the present slowness. */
  private long latencyMicros() {
    double u = random.nextDouble();
    return (long) ((200 + 4_800 * u * u * u) * slowness);
  }

  void slowness(double factor) {
    slowness = factor;
  }

  boolean isBlocked(Host from, Host to) {
    return blocked.containsKey(new Direction(from, to));
  }

  void block(Host from, Host to) {
    blocked.merge(new Direction(from, to), 1, Integer::sum);
  }

  void unblock(Host from, Host to) {
    blocked.computeIfPresent(new Direction(from, to), (d, times) -> times == 1 ? null : times - 1);
    for (Pipe pipe : List.copyOf(pipes)) {
      release(pipe, pipe.heldToServer, true);
      release(pipe, pipe.heldToClient, false);
    }
  }

  private void release(Pipe pipe, Deque<Runnable> held, boolean toServer) {
    if (held.isEmpty() || isBlocked(pipe, toServer)) {
      return;
    }
    List<Runnable> late = new ArrayList<>(held);
    held.clear();
    late.forEach(action -> transmit(pipe, toServer, action, RETRANSMISSION_MILLIS * 1000));
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
    transmit(pipe, true, action, 0);
  }

  void toClient(Pipe pipe, Input input) {
    transmit(pipe, false, () -> pipe.client.input(pipe, input), 0);
  }

  private void transmit(Pipe pipe, boolean toServer, Runnable action, long extraMicros) {
    long arrival = agenda.nowMicros() + latencyMicros() + extraMicros;
    long at = Math.max(arrival, (toServer ? pipe.lastToServer : pipe.lastToClient) + 1);
    if (toServer) {
      pipe.lastToServer = at;
    } else {
      pipe.lastToClient = at;
    }
    agenda.at(at, () -> arrive(pipe, toServer, action));
  }

  private void arrive(Pipe pipe, boolean toServer, Runnable action) {
    if (!pipe.open) {
      return;
    }
    Deque<Runnable> held = toServer ? pipe.heldToServer : pipe.heldToClient;
    if (isBlocked(pipe, toServer) || !held.isEmpty()) {
      held.add(action);
      return;
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
    pipe.server.closed(pipe);
  }

  /** The server, or something in between, ends a connection; the client learns it when it can. */
  void reset(Pipe pipe) {
    if (!pipe.open) {
      return;
    }
    pipe.open = false;
    pipes.remove(pipe);
    pipe.server.closed(pipe);
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
      if (pipe.client == client) {
        close(pipe);
      }
    }
  }

  /** The open connections to a host. */
  List<Pipe> pipesTo(Host server) {
    return pipes.stream().filter(pipe -> pipe.server == server).toList();
  }

  /** All open connections, in the order they were made. */
  List<Pipe> pipesInOrder() {
    return List.copyOf(pipes);
  }
}
