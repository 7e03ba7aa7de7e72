package dev.vedette.api.settings;

import dev.vedette.sentinel.option.LogLevel;
import dev.vedette.sentinel.option.Period;
import dev.vedette.sentinel.settings.SentinelSettings;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The settings that can be changed while running. Passwords are never shown.
 *
 * @param announceIp what it tells others its address is, null for the address of each connection
 * @param announcePort what it tells others its port is, 0 for its own
 * @param resolveHostnames whether names are taken where addresses are expected
 * @param announceHostnames whether names are told instead of addresses
 * @param logLevel how much is logged
 * @param sentinelUser ACL user on other sentinels, null for the default user
 * @param sentinelPassSet whether there is a password for other sentinels
 * @param denyScriptsReconfig whether script paths can be changed only in the file
 * @param periods the periods and limits of the protocol
 */
@Schema(
    name = "Config",
    description = "The settings that can be changed while running. Passwords are never shown.")
public record ConfigResource(
    @Schema(description = "Null: the local address of each connection.", example = "10.0.0.7")
        @Nullable String announceIp,
    @Schema(description = "0: its own port.", example = "0") int announcePort,
    @Schema(example = "false") boolean resolveHostnames,
    @Schema(example = "false") boolean announceHostnames,
    @Schema(
            allowableValues = {"debug", "verbose", "notice", "warning", "nothing"},
            example = "notice")
        String logLevel,
    @Schema(description = "ACL user on other sentinels; null for the default user.")
        @Nullable String sentinelUser,
    @Schema(description = "Whether there is a password for other sentinels.", example = "false")
        boolean sentinelPassSet,
    @Schema(description = "Read-only: can be changed in the file only.", example = "true")
        boolean denyScriptsReconfig,
    Periods periods) {

  /**
   * The periods and limits of the protocol.
   *
   * @param infoPeriodMillis between two INFO
   * @param pingPeriodMillis between two PING
   * @param askPeriodMillis between two questions to peers
   * @param publishPeriodMillis between two hello messages
   * @param defaultDownAfterMillis of new masters
   * @param defaultFailoverTimeoutMillis of new masters
   * @param tiltTriggerMillis unevenness of time that means TILT
   * @param tiltPeriodMillis how long TILT lasts
   * @param slaveReconfTimeoutMillis patience with a replica being moved
   * @param minLinkReconnectPeriodMillis least age of a link before it is renewed
   * @param electionTimeoutMillis patience with an election
   * @param scriptMaxRuntimeMillis how long a script may run
   * @param scriptRetryDelayMillis pause before the second attempt
   */
  @Schema(
      description =
          "The periods and limits of the protocol, in milliseconds. Not saved: they are the"
              + " defaults again after a restart.")
  public record Periods(
      @Schema(example = "10000") long infoPeriodMillis,
      @Schema(example = "1000") long pingPeriodMillis,
      @Schema(example = "1000") long askPeriodMillis,
      @Schema(example = "2000") long publishPeriodMillis,
      @Schema(example = "30000") long defaultDownAfterMillis,
      @Schema(example = "180000") long defaultFailoverTimeoutMillis,
      @Schema(example = "2000") long tiltTriggerMillis,
      @Schema(example = "30000") long tiltPeriodMillis,
      @Schema(example = "10000") long slaveReconfTimeoutMillis,
      @Schema(example = "15000") long minLinkReconnectPeriodMillis,
      @Schema(example = "10000") long electionTimeoutMillis,
      @Schema(example = "60000") long scriptMaxRuntimeMillis,
      @Schema(example = "30000") long scriptRetryDelayMillis) {

    static Periods of(SentinelSettings settings) {
      var timings = settings.timings();
      return new Periods(
          Period.INFO_PERIOD.millis(timings),
          Period.PING_PERIOD.millis(timings),
          Period.ASK_PERIOD.millis(timings),
          Period.PUBLISH_PERIOD.millis(timings),
          Period.DEFAULT_DOWN_AFTER.millis(timings),
          Period.DEFAULT_FAILOVER_TIMEOUT.millis(timings),
          Period.TILT_TRIGGER.millis(timings),
          Period.TILT_PERIOD.millis(timings),
          Period.SLAVE_RECONF_TIMEOUT.millis(timings),
          Period.MIN_LINK_RECONNECT_PERIOD.millis(timings),
          Period.ELECTION_TIMEOUT.millis(timings),
          Period.SCRIPT_MAX_RUNTIME.millis(timings),
          Period.SCRIPT_RETRY_DELAY.millis(timings));
    }
  }

  static ConfigResource of(SentinelSettings settings, LogLevel logLevel) {
    return new ConfigResource(
        settings.announceIp(),
        settings.announcePort(),
        settings.resolveHostnames(),
        settings.announceHostnames(),
        logLevel.wireName(),
        settings.sentinelUser(),
        settings.sentinelPass() != null,
        settings.denyScriptsReconfig(),
        Periods.of(settings));
  }
}
