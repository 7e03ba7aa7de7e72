package dev.vedette;

import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineStatus;
import dev.vedette.engine.ProcessControl;
import dev.vedette.engine.ProcessControl.AdminSide;
import dev.vedette.resp.handler.InfoSection;
import dev.vedette.resp.handler.InfoText;
import java.util.Locale;
import java.util.Objects;

/** The section of {@code INFO} that Redis does not have: how Vedette itself is. */
record VedetteSection(Engine engine, ProcessControl process) implements InfoSection {

  @Override
  public String name() {
    return "Vedette";
  }

  @Override
  public void describe(InfoText text) {
    AdminSide admin = process.adminSide();
    text.line("admin_side", admin.state().name().toLowerCase(Locale.ROOT));
    text.line("admin_side_detail", admin.detail());
    EngineStatus status = engine.status();
    text.line("engine_turns", status.turns());
    text.line("engine_inputs", status.inputs());
    text.line("engine_failed_inputs", status.failedInputs());
    text.line("engine_refused_requests", status.refusedRequests());
    text.line("engine_blocked_offers", status.blockedOffers());
    text.line("engine_inbox_depth", status.inboxDepth());
    text.line("engine_inbox_high_water", status.inboxHighWater());
    text.line("engine_longest_turn_usec", status.longestTurnNanos() / 1_000);
    text.line("events_published", status.events());
    text.line("state_saves", status.save().saves());
    text.line("state_save_failures", status.save().failures());
    text.line("state_save_last_usec", status.save().lastSaveNanos() / 1_000);
    text.line("state_save_error", Objects.requireNonNullElse(status.save().failure(), ""));
  }
}
