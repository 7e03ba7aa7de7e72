package dev.vedette.api.settings;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This sentinel.
 *
 * @param id its run id
 * @param version of the program
 * @param currentEpoch greatest epoch seen
 * @param masters how many masters it watches
 * @param tilt whether it trusts time
 * @param addresses where it is reached
 * @param startedAt when the process began
 * @param uptimeMillis since then
 * @param lastSave how saving the state goes
 * @param configuration where settings come from
 * @param simulatedFailures where the next failover will crash it, on request
 * @param skippedHellos hello messages skipped because they were malformed or about unknown masters
 */
@Schema(name = "SentinelStatus", description = "This sentinel.")
public record SentinelResource(
    @Schema(description = "Its run id.", example = "2b85984b98f8b4be06b63227cf09af3fdafc8dee")
        String id,
    @Schema(description = "Of the program.", example = "1.0.0") String version,
    @Schema(description = "The greatest epoch seen.", example = "4") long currentEpoch,
    @Schema(description = "How many masters it watches.", example = "1") int masters,
    Tilt tilt,
    Addresses addresses,
    @Schema(description = "When the process began.") Instant startedAt,
    @Schema(description = "Since then.", example = "86400000") long uptimeMillis,
    LastSave lastSave,
    Configuration configuration,
    @Schema(description = "Where the next failover will crash this process, on request.")
        List<String> simulatedFailures,
    @Schema(
            description = "Hello messages skipped: malformed, or about unknown masters.",
            example = "0")
        long skippedHellos) {

  public SentinelResource {
    simulatedFailures = List.copyOf(simulatedFailures);
  }

  /**
   * Whether it trusts time.
   *
   * @param active whether it does not
   * @param since since when, null when it does
   */
  @Schema(description = "TILT: time does not flow evenly, so nothing is decided for a while.")
  public record Tilt(
      @Schema(example = "false") boolean active,
      @Schema(description = "Since when; null when it is not active.") @Nullable Instant since) {}

  /**
   * Where it is reached.
   *
   * @param announced what it tells others, the host empty while it tells the local address of each
   *     connection
   * @param bind addresses where the Sentinel protocol is spoken
   * @param sentinelPorts ports there
   */
  @Schema(description = "Where it is reached.")
  public record Addresses(
      Announced announced,
      @Schema(description = "Where the Sentinel protocol is spoken.", example = "[\"127.0.0.1\"]")
          List<String> bind,
      @Schema(description = "The ports there, TLS included.", example = "[26379]")
          List<Integer> sentinelPorts) {

    public Addresses {
      bind = List.copyOf(bind);
      sentinelPorts = List.copyOf(sentinelPorts);
    }
  }

  /**
   * What it tells others about itself.
   *
   * @param host null for the local address of each connection
   * @param port its port
   */
  @Schema(description = "What it tells other sentinels about itself.")
  public record Announced(
      @Schema(description = "Null: the local address of each connection.", example = "10.0.0.7")
          @Nullable String host,
      @Schema(example = "26379") int port) {}

  /**
   * How saving the state goes.
   *
   * @param at when it was last saved, null before the first time
   * @param failure why the last attempt failed, null when it did not
   * @param saves how often it was saved
   * @param failures how often it could not be
   */
  @Schema(description = "How saving the state goes.")
  public record LastSave(
      @Schema(description = "The last success; null before the first.") @Nullable Instant at,
      @Schema(description = "Why the last attempt failed; null when it did not.")
          @Nullable String failure,
      @Schema(example = "12") long saves,
      @Schema(example = "0") long failures) {}

  /**
   * Where settings come from.
   *
   * @param source {@code file} or {@code properties}
   * @param file the file named at the start, null without one
   * @param stateFile where the state is kept
   */
  @Schema(description = "Where settings come from and where changes are kept.")
  public record Configuration(
      @Schema(
              allowableValues = {"file", "properties"},
              example = "file")
          String source,
      @Schema(
              description = "The file named at the start; null without one.",
              example = "/etc/vedette/sentinel.conf")
          @Nullable String file,
      @Schema(description = "Where changes are kept.", example = "/etc/vedette/sentinel.conf")
          String stateFile) {}
}
