package dev.vedette.simulation;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect.Purpose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection from a sentinel to a node or another sentinel. What is sent keeps its order. */
final class Pipe {

  final SentinelHost client;
  final int incarnation;
  final ConnectionId id;
  final Purpose purpose;
  final Host server;
  final Way toServer = new Way();
  final Way toClient = new Way();
  boolean open = true;
  private boolean refused;

  /** Commands since MULTI, null outside of a transaction. */
  @Nullable List<List<String>> transaction;

  /** One direction: what is on its way, in order, and whether a partition holds it up. */
  static final class Way {
    private final Deque<Letter> letters = new ArrayDeque<>();
    private boolean held;
    private long lastDueMicros;

    private record Letter(long dueMicros, Runnable action) {}

    /**
     * Adds what is sent.
     *
     * @return whether nothing was on its way before
     */
    boolean add(long dueMicros, Runnable action) {
      lastDueMicros = Math.max(dueMicros, lastDueMicros + 1);
      letters.addLast(new Letter(lastDueMicros, action));
      return letters.size() == 1;
    }

    boolean isEmpty() {
      return letters.isEmpty();
    }

    /** When the next arrives, if nothing holds it up. */
    long nextDueMicros() {
      return letters.getFirst().dueMicros();
    }

    Runnable take() {
      return letters.removeFirst().action();
    }

    void hold() {
      held = true;
    }

    /** Lets it go on; returns whether it was held up. */
    boolean release() {
      boolean was = held;
      held = false;
      return was;
    }
  }

  Pipe(SentinelHost client, ConnectionId id, Purpose purpose, Host server) {
    this.client = client;
    this.incarnation = client.incarnation();
    this.id = id;
    this.purpose = purpose;
    this.server = server;
  }

  /** Begins a transaction. */
  void multi() {
    transaction = new ArrayList<>();
    refused = false;
  }

  /** Something in the transaction was refused. */
  void refuse() {
    refused = true;
  }

  /** Whether something in the transaction was refused. */
  boolean refused() {
    return refused;
  }

  /** Whether the process that opened it still runs. */
  boolean hasClient() {
    return client.isAlive() && client.incarnation() == incarnation;
  }
}
