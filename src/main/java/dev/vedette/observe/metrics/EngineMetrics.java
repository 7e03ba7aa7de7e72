package dev.vedette.observe.metrics;

import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineStatus;
import dev.vedette.observe.Picture;
import java.util.Optional;

/** How the engine is. Told also, and above all, while it does not answer. */
final class EngineMetrics implements MetricSource {

  private final Engine engine;

  EngineMetrics(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    EngineStatus status = engine.status();
    samples
        .flag(
            "vedette_engine_up",
            "1 while the engine answers within a second.",
            picture.isPresent() && status.running())
        .gauge(
            "vedette_engine_heartbeat_age_seconds",
            "Since the engine's loop last came around; an idle one does so every second.",
            status.sinceHeartbeatMillis() / 1_000.0)
        .gauge("vedette_engine_inbox_depth", "What waits for the engine.", status.inboxDepth())
        .gauge(
            "vedette_engine_inbox_depth_max",
            "The most that has ever waited for the engine.",
            status.inboxHighWater())
        .counter("vedette_engine_inputs", "What the engine has decided.", status.inputs())
        .counter(
            "vedette_engine_failed_inputs",
            "Inputs whose decision or effects ended in an exception.",
            status.failedInputs())
        .counter(
            "vedette_engine_blocked_offers",
            "How often a link had to wait because the inbox was full.",
            status.blockedOffers())
        .counter(
            "vedette_engine_refused_requests",
            "Requests refused because too many were waiting.",
            status.refusedRequests())
        .counter(
            "vedette_engine_time_jumps",
            "How often the machine turned out to have been suspended.",
            status.timeJumps());
    save(status.save(), samples);
  }

  private static void save(EngineStatus.SaveStatus save, Samples samples) {
    samples
        .flag(
            "vedette_state_saved",
            "1 while the state could be written; while it cannot, no vote is given.",
            save.failure() == null)
        .counter(
            "vedette_state_save_failures",
            "Attempts to write the state that failed.",
            save.failures());
    if (save.lastSaved() != null) {
      samples.gauge(
          "vedette_state_last_save_timestamp_seconds",
          "When the state was last written.",
          save.lastSaved().toEpochMilli() / 1_000.0);
    }
  }
}
