package dev.vedette.api.master;

import dev.vedette.api.web.JsonFields;
import dev.vedette.api.web.JsonFields.BadValue;
import dev.vedette.sentinel.option.InvalidOptionException;
import dev.vedette.sentinel.option.MasterChange;
import dev.vedette.sentinel.option.MasterOption;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * New values for some options of a master. A missing field leaves its option alone; null unsets an
 * option that can be unset. This record documents the fields; {@link #read} reads them.
 *
 * @param quorum how many sentinels must see it down
 * @param downAfterMillis silence after which it counts as down
 * @param failoverTimeoutMillis bound of the phases of a failover
 * @param parallelSyncs how many replicas are moved at a time
 * @param masterRebootDownAfterMillis patience with a rebooted master
 * @param notificationScript path, or null for none
 * @param clientReconfigScript path, or null for none
 * @param authUser ACL user, or null for the default user
 * @param authPass password, or null for none
 * @param renamedCommands command to its name, or to null for its own name
 */
@Schema(
    description =
        "New values for some options of a master. A missing field leaves its option alone; `null`"
            + " unsets an option that can be unset.")
public record MasterPatch(
    @Schema(description = "How many sentinels must see it down.", minimum = "1", example = "2")
        @Nullable Integer quorum,
    @Schema(description = "Silence after which it counts as down.", minimum = "1", example = "5000")
        @Nullable Long downAfterMillis,
    @Schema(description = "Bound of the phases of a failover.", minimum = "1", example = "60000")
        @Nullable Long failoverTimeoutMillis,
    @Schema(
            description = "How many replicas are moved to a new master at a time.",
            minimum = "1",
            example = "1")
        @Nullable Integer parallelSyncs,
    @Schema(
            description = "How long a rebooted master may stay silent; 0 switches this off.",
            minimum = "0",
            example = "0")
        @Nullable Long masterRebootDownAfterMillis,
    @Schema(
            description =
                "Path of an executable file, run for every event of level warning. Needs"
                    + " `deny-scripts-reconfig no`.",
            nullable = true)
        @Nullable String notificationScript,
    @Schema(
            description =
                "Path of an executable file, run when the master moves. Needs"
                    + " `deny-scripts-reconfig no`.",
            nullable = true)
        @Nullable String clientReconfigScript,
    @Schema(description = "ACL user on the master and its replicas.", nullable = true)
        @Nullable String authUser,
    @Schema(
            description = "Password on the master and its replicas. Never shown.",
            nullable = true,
            accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable String authPass,
    @Schema(
            description = "A command to the name it has on the servers, or to null for its own.",
            example = "{\"CONFIG\": \"GUESSME\"}")
        @Nullable Map<String, String> renamedCommands) {

  private static final JsonFields<MasterChange> FIELDS =
      new JsonFields<>(
          Map.ofEntries(
              field("quorum", MasterOption.QUORUM, JsonFields::wholeNumber),
              field("downAfterMillis", MasterOption.DOWN_AFTER, JsonFields::wholeNumber),
              field(
                  "failoverTimeoutMillis", MasterOption.FAILOVER_TIMEOUT, JsonFields::wholeNumber),
              field("parallelSyncs", MasterOption.PARALLEL_SYNCS, JsonFields::wholeNumber),
              field(
                  "masterRebootDownAfterMillis",
                  MasterOption.MASTER_REBOOT_DOWN_AFTER,
                  JsonFields::wholeNumber),
              field("notificationScript", MasterOption.NOTIFICATION_SCRIPT, JsonFields::textOrNull),
              field(
                  "clientReconfigScript",
                  MasterOption.CLIENT_RECONFIG_SCRIPT,
                  JsonFields::textOrNull),
              field("authUser", MasterOption.AUTH_USER, JsonFields::textOrNull),
              field("authPass", MasterOption.AUTH_PASS, JsonFields::textOrNull),
              Map.entry("renamedCommands", MasterPatch::rename)));

  /**
   * Reads a patch.
   *
   * @throws dev.vedette.api.problem.ProblemException 400 for unknown fields and bad values
   */
  static MasterChange read(JsonNode patch) {
    MasterChange change = new MasterChange();
    FIELDS.read(patch, change);
    return change;
  }

  private static Map.Entry<String, JsonFields.Reader<MasterChange>> field(
      String name, MasterOption option, Function<JsonNode, String> read) {
    return Map.entry(name, (change, value) -> set(change, option, read.apply(value)));
  }

  private static void rename(MasterChange change, JsonNode commands) {
    if (!commands.isObject()) {
      throw new BadValue("must be an object of command names");
    }
    for (Map.Entry<String, JsonNode> command : commands.properties()) {
      String name = command.getKey();
      String newName = command.getValue().isNull() ? name : JsonFields.text(command.getValue());
      set(change, MasterOption.RENAME_COMMAND, name, newName);
    }
  }

  private static void set(MasterChange change, MasterOption option, String... values) {
    try {
      change.set(option, values);
    } catch (InvalidOptionException invalid) {
      throw new BadValue(option.requirement());
    }
  }
}
