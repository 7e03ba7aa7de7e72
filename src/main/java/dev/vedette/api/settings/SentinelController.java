package dev.vedette.api.settings;

import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.openapi.Tags;
import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineStatus.SaveStatus;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.view.SentinelView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Looking at this sentinel. */
@RestController
@RequestMapping(path = "/api/v1/sentinel", produces = "application/json")
@Tag(name = Tags.SENTINEL)
public final class SentinelController {

  private final SentinelAccess sentinel;
  private final Engine engine;
  private final ServiceDescription service;

  SentinelController(SentinelAccess sentinel, Engine engine, ServiceDescription service) {
    this.sentinel = sentinel;
    this.engine = engine;
    this.service = service;
  }

  /** This sentinel. */
  @GetMapping
  @Operation(
      operationId = "getSentinel",
      summary = "Show this sentinel",
      description =
          "Who it is, since when it runs, whether it trusts time, where it listens, and how saving"
              + " goes. Like `SENTINEL MYID` and the sentinel section of `INFO`.")
  @ApiResponse(responseCode = "200", description = "This sentinel.")
  public SentinelResource get() {
    SentinelView view = sentinel.view();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
    Long tilt = view.tiltForMillis();
    return new SentinelResource(
        view.myId(),
        service.version(),
        view.currentEpoch(),
        view.masters().size(),
        new SentinelResource.Tilt(tilt != null, tilt == null ? null : now.minusMillis(tilt)),
        addresses(view.settings()),
        now.minusMillis(uptime),
        uptime,
        lastSave(engine.status().save()),
        configuration(),
        view.crashPoints().stream().map(CrashWords::of).sorted().toList(),
        view.skippedHellos());
  }

  private SentinelResource.Addresses addresses(SentinelSettings settings) {
    return new SentinelResource.Addresses(
        new SentinelResource.Announced(settings.announceIp(), settings.effectiveAnnouncePort()),
        service.sentinelBind(),
        service.sentinelPorts().get());
  }

  private SentinelResource.Configuration configuration() {
    boolean file = !service.configurationFile().isEmpty();
    return new SentinelResource.Configuration(
        file ? "file" : "properties",
        file ? service.configurationFile() : null,
        service.stateFile());
  }

  private static SentinelResource.LastSave lastSave(SaveStatus save) {
    return new SentinelResource.LastSave(
        millis(save.lastSaved()), save.failure(), save.saves(), save.failures());
  }

  private static @Nullable Instant millis(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }
}
