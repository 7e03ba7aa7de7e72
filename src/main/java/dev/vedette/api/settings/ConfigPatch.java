package dev.vedette.api.settings;

import dev.vedette.api.web.JsonFields;
import dev.vedette.api.web.JsonFields.BadValue;
import dev.vedette.sentinel.option.GlobalOption;
import dev.vedette.sentinel.option.InvalidOptionException;
import dev.vedette.sentinel.option.Period;
import dev.vedette.sentinel.option.SettingsChange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * New values for some settings. A missing field leaves its setting alone; null unsets one that can
 * be unset. This record documents the fields; {@link #read} reads them.
 *
 * @param announceIp address or name, or null for the address of each connection
 * @param announcePort 0 for its own port
 * @param resolveHostnames whether names are taken
 * @param announceHostnames whether names are told
 * @param logLevel how much is logged
 * @param sentinelUser ACL user on other sentinels, or null
 * @param sentinelPass password on other sentinels, or null
 * @param periods some of the periods
 */
@Schema(
    description =
        "New values for some settings. A missing field leaves its setting alone; `null` unsets one"
            + " that can be unset.")
public record ConfigPatch(
    @Schema(
            description = "What it tells others its address is.",
            example = "10.0.0.7",
            nullable = true)
        @Nullable String announceIp,
    @Schema(description = "0: its own port.", minimum = "0", maximum = "65535", example = "0")
        @Nullable Integer announcePort,
    @Schema(example = "false") @Nullable Boolean resolveHostnames,
    @Schema(example = "false") @Nullable Boolean announceHostnames,
    @Schema(
            description = "How much is logged.",
            allowableValues = {"debug", "verbose", "notice", "warning", "nothing"},
            example = "notice")
        @Nullable String logLevel,
    @Schema(description = "ACL user on other sentinels.", nullable = true)
        @Nullable String sentinelUser,
    @Schema(
            description = "Password on other sentinels. Never shown.",
            nullable = true,
            accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable String sentinelPass,
    @Schema(
            description = "Some of the periods, in milliseconds from 1.",
            example = "{\"infoPeriodMillis\": 10000}",
            implementation = ConfigResource.Periods.class)
        @Nullable Map<String, Long> periods) {

  private static final JsonFields<SettingsChange> PERIODS =
      new JsonFields<>(
          Arrays.stream(Period.values())
              .collect(Collectors.toMap(ConfigPatch::fieldName, ConfigPatch::reader)));

  private static final JsonFields<SettingsChange> FIELDS =
      new JsonFields<>(
          Map.of(
              "announceIp", option(GlobalOption.ANNOUNCE_IP, JsonFields::textOrNull),
              "announcePort", option(GlobalOption.ANNOUNCE_PORT, JsonFields::wholeNumber),
              "resolveHostnames", option(GlobalOption.RESOLVE_HOSTNAMES, JsonFields::yesNo),
              "announceHostnames", option(GlobalOption.ANNOUNCE_HOSTNAMES, JsonFields::yesNo),
              "logLevel", option(GlobalOption.LOG_LEVEL, JsonFields::text),
              "sentinelUser", option(GlobalOption.SENTINEL_USER, JsonFields::textOrNull),
              "sentinelPass", option(GlobalOption.SENTINEL_PASS, JsonFields::textOrNull),
              "periods", (change, value) -> PERIODS.read(value, change)));

  /**
   * Reads a patch.
   *
   * @throws dev.vedette.api.problem.ProblemException 400 for unknown fields and bad values
   */
  static SettingsChange read(JsonNode patch) {
    SettingsChange change = new SettingsChange();
    FIELDS.read(patch, change);
    return change;
  }

  /** Such as {@code infoPeriodMillis} for {@code info-period}. */
  static String fieldName(Period period) {
    StringBuilder name = new StringBuilder();
    for (String word : period.wireName().split("-", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.append("Millis").toString();
  }

  private static JsonFields.Reader<SettingsChange> reader(Period period) {
    return (change, value) -> {
      try {
        change.set(period, JsonFields.wholeNumber(value));
      } catch (InvalidOptionException invalid) {
        throw new BadValue(period.requirement());
      }
    };
  }

  private static JsonFields.Reader<SettingsChange> option(
      GlobalOption option, Function<JsonNode, String> read) {
    return (change, value) -> {
      try {
        change.set(option, read.apply(value));
      } catch (InvalidOptionException invalid) {
        throw new BadValue(option.requirement());
      }
    };
  }
}
