package dev.vedette.engine;

import dev.vedette.sentinel.message.Effect;

/** Runs the scripts that operators configured for a master. */
public interface ScriptRunner {

  /** Queues a script and returns at once; never throws. */
  void enqueue(Effect.RunScript script);
}
