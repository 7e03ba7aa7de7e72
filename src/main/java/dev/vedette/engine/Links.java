package dev.vedette.engine;

import dev.vedette.sentinel.message.Effect;

/**
 * Connections to Redis nodes and peers. All calls come from the engine's thread, return at once,
 * and never throw; results arrive as {@link dev.vedette.sentinel.message.Input}s.
 */
public interface Links extends AutoCloseable {

  /** Starts a connection attempt. */
  void connect(Effect.Connect connect);

  /** Closes a connection; unknown and closed ones are ignored. */
  void disconnect(Effect.Disconnect disconnect);

  /** Queues a command; dropped when the connection is gone, because its end is reported anyway. */
  void send(Effect.Send send);

  /** Looks a name up. */
  void resolve(Effect.Resolve resolve);

  /**
   * The turn is over: what it wanted goes out now, each connection's commands in one packet. Until
   * then it may wait.
   */
  void flush();

  /** Closes all connections and waits, for a bounded time, until their threads have ended. */
  @Override
  void close();
}
