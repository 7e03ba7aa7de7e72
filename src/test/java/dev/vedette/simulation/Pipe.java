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
  final Deque<Runnable> heldToServer = new ArrayDeque<>();
  final Deque<Runnable> heldToClient = new ArrayDeque<>();
  boolean open = true;
  long lastToServer;
  long lastToClient;

  /** Commands since MULTI, null outside of a transaction. */
  @Nullable List<List<String>> transaction;

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
  }

  /** Whether the process that opened it still runs. */
  boolean hasClient() {
    return client.isAlive() && client.incarnation() == incarnation;
  }
}
