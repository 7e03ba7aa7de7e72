package dev.vedette.link;

import dev.vedette.sentinel.message.Effect;

/** What stands behind one {@link dev.vedette.sentinel.message.ConnectionId}. */
sealed interface Endpoint permits NodeConnection, HelloSubscription {

  /** Queues a command; never waits. */
  void send(Effect.Send send);

  /** Ends it; the first reason counts. Never waits. */
  void end(EndCause cause, String reason);
}
