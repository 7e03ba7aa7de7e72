package dev.vedette.resp.sentinel;

import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineStatus;
import dev.vedette.engine.ProcessControl;
import dev.vedette.resp.handler.InfoSection;
import dev.vedette.resp.handler.InfoText;
import java.util.Locale;

/**
 * {@code INFO vedette}: how the engine and the admin side are, for those who can reach nothing but
 * this port.
 */
public final class VedetteSection implements InfoSection {
  private final Engine engine;
  private final ProcessControl process;

  /** Tells about that engine and that process. */
  public VedetteSection(Engine engine, ProcessControl process) {
    this.engine = engine;
    this.process = process;
  }

  @Override
  public String name() {
    return "Vedette";
  }

  @Override
  public void describe(InfoText text) {
    EngineStatus status = engine.status();
    ProcessControl.AdminSide admin = process.adminSide();
    String failure = status.save().failure();
    text.line("engine_running", status.running() ? 1 : 0)
        .line("engine_heartbeat_age_millis", status.sinceHeartbeatMillis())
        .line("engine_inbox_depth", status.inboxDepth())
        .line("engine_inbox_high_water", status.inboxHighWater())
        .line("engine_refused_requests", status.refusedRequests())
        .line("engine_failed_inputs", status.failedInputs())
        .line("engine_longest_turn_micros", status.longestTurnNanos() / 1000)
        .line("engine_time_jumps", status.timeJumps())
        .line("state_saves", status.save().saves())
        .line("state_save_failures", status.save().failures())
        .line("state_save_status", failure == null ? "ok" : "err")
        .line("state_save_error", failure == null ? "" : oneLine(failure))
        .line("admin_side", admin.state().name().toLowerCase(Locale.ROOT))
        .line("admin_side_detail", oneLine(admin.detail()));
  }

  private static String oneLine(String text) {
    return text.replace('\r', ' ').replace('\n', ' ');
  }
}
