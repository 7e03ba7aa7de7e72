package dev.vedette.link;

import dev.vedette.sentinel.message.Effect;

/**
 * What stands behind one {@link dev.vedette.sentinel.message.ConnectionId}. All but {@link #loop}
 * only on its loop.
 */
sealed interface Endpoint permits NodeConnection, HelloSubscription {

  /** Where it lives. Any thread. */
  LinkLoop loop();

  /** Begins. */
  void start();

  /**
   * Queues a command.
   *
   * @param givenNanos when the engine wanted it, by {@link System#nanoTime}
   */
  void send(Effect.Send send, long givenNanos);

  /** Ends it; the first reason counts. */
  void end(EndCause cause, String reason);
}
