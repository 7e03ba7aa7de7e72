package dev.vedette.notify.script;

import dev.vedette.engine.PendingScripts;
import dev.vedette.sentinel.message.Effect.RunScript;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One script in the queue. Guarded by the lock of its queue. */
final class ScriptJob {

  final long id;
  final RunScript script;
  final List<String> argv;
  boolean running;
  boolean cancelled;
  boolean timedOut;

  /** When it was started, or else is due; 0 for at once. */
  long startMillis;

  /** How often it was started. */
  int attempts;

  /** Null until the system has made the process. */
  @Nullable ScriptRun run;

  ScriptJob(long id, RunScript script) {
    this.id = id;
    this.script = script;
    List<String> all = new ArrayList<>();
    all.add(script.path());
    all.addAll(script.arguments());
    this.argv = List.copyOf(all);
  }

  long pid() {
    ScriptRun present = run;
    return running && present != null ? present.pid() : 0;
  }

  PendingScripts.Script view(long nowMillis) {
    return new PendingScripts.Script(
        id,
        script.kind(),
        script.master(),
        argv,
        running,
        pid(),
        running ? Math.max(0, nowMillis - startMillis) : 0,
        running || startMillis == 0 ? 0 : Math.max(0, startMillis - nowMillis),
        attempts);
  }
}
