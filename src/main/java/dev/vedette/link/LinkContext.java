package dev.vedette.link;

import dev.vedette.sentinel.message.ConnectionId;

/** What all links of one {@link JedisLinks} share. */
interface LinkContext {

  LinkSettings settings();

  LinkCounters counters();

  LinkMeter meter();

  ReplyMemory memory();

  Dialer dialer();

  RepeatedWarnings warnings();

  /** Runs it on a virtual thread that {@link JedisLinks#close} waits for. */
  void start(String threadName, Runnable work);

  /** Puts another endpoint behind that id; false when the first one is no longer there. */
  boolean replace(ConnectionId connection, Endpoint before, Endpoint after);

  /** That endpoint no longer stands behind that id. */
  void forget(ConnectionId connection, Endpoint endpoint);

  /** That connection begins to connect. */
  void begun(NodeConnection connection);

  /** That connection has ended. */
  void ended(NodeConnection connection);
}
