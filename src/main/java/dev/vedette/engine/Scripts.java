package dev.vedette.engine;

import dev.vedette.sentinel.message.Effect;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands scripts to their runner, and keeps the last {@link #LIMIT} of them while there is none yet,
 * for the engine starts before the runner does. Only for the engine's thread.
 */
final class Scripts {

  /** As many as Redis's sentinel queues. */
  static final int LIMIT = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Scripts.class);

  private final Deque<Effect.RunScript> waiting = new ArrayDeque<>();
  private @Nullable ScriptRunner runner;

  void run(Effect.RunScript script) {
    ScriptRunner present = runner;
    if (present != null) {
      present.enqueue(script);
      return;
    }
    if (waiting.size() == LIMIT) {
      Effect.RunScript oldest = waiting.removeFirst();
      LOG.warn(
          "More than {} scripts wait; dropped {} of {}", LIMIT, oldest.path(), oldest.master());
    }
    waiting.addLast(script);
  }

  void runner(ScriptRunner value) {
    runner = value;
    while (!waiting.isEmpty()) {
      value.enqueue(waiting.removeFirst());
    }
  }
}
