package dev.vedette.resp.sentinel;

import dev.vedette.engine.Engine;
import dev.vedette.engine.PendingScripts;
import dev.vedette.resp.handler.InfoSection;
import dev.vedette.resp.handler.InfoText;
import dev.vedette.sentinel.message.Request.CrashPoint;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** {@code INFO sentinel}. */
public final class SentinelSection implements InfoSection {

  /** An engine that hangs must not keep the other sections from being told. */
  private static final int PATIENCE_SECONDS = 2;

  private static final int CRASH_AFTER_ELECTION_BIT = 1;
  private static final int CRASH_AFTER_PROMOTION_BIT = 2;

  private final Engine engine;
  private final PendingScripts scripts;

  /** The section about that sentinel. */
  public SentinelSection(Engine engine, PendingScripts scripts) {
    this.engine = engine;
    this.scripts = scripts;
  }

  @Override
  public String name() {
    return "Sentinel";
  }

  @Override
  public void describe(InfoText text) {
    try {
      SentinelView view =
          engine
              .read(sentinel -> sentinel.view(engine.nowMillis()))
              .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .join();
      describe(text, view);
    } catch (CompletionException e) {
      text.line("sentinel_unavailable", "the engine does not answer: " + e.getCause());
    }
  }

  private void describe(InfoText text, SentinelView view) {
    Long tiltMillis = view.tiltForMillis();
    int queued = scripts.list().size();
    long running = scripts.list().stream().filter(PendingScripts.Script::running).count();
    text.line("sentinel_masters", view.masters().size())
        .line("sentinel_tilt", tiltMillis == null ? 0 : 1)
        .line("sentinel_tilt_since_seconds", tiltMillis == null ? -1 : tiltMillis / 1000)
        .line("sentinel_running_scripts", running)
        .line("sentinel_scripts_queue_length", queued)
        .line("sentinel_simulate_failure_flags", flags(view.crashPoints()));
    int index = 0;
    for (MasterView master : view.masters()) {
      text.line("master" + index++, describe(master));
    }
  }

  private static String describe(MasterView master) {
    return "name="
        + master.name()
        + ",status="
        + master.status()
        + ",address="
        + master.instance().announcedHost()
        + ":"
        + master.instance().address().port()
        + ",slaves="
        + master.replicas().size()
        + ",sentinels="
        + master.voters();
  }

  private static int flags(Set<CrashPoint> points) {
    int flags = 0;
    for (CrashPoint point : points) {
      flags |=
          switch (point) {
            case AFTER_ELECTION -> CRASH_AFTER_ELECTION_BIT;
            case AFTER_PROMOTION -> CRASH_AFTER_PROMOTION_BIT;
          };
    }
    return flags;
  }
}
