package dev.vedette.api.master;

import dev.vedette.sentinel.settings.MasterSettings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of a master, as they are. The password is never shown.
 *
 * @param quorum how many sentinels must see it down
 * @param downAfterMillis silence after which it counts as down
 * @param failoverTimeoutMillis bound of the phases of a failover
 * @param parallelSyncs how many replicas are moved at a time
 * @param masterRebootDownAfterMillis patience with a rebooted master, 0 when switched off
 * @param notificationScript run for every event of level warning
 * @param clientReconfigScript run when the master moves
 * @param authUser ACL user
 * @param authPassSet whether there is a password
 * @param renamedCommands what commands are called on its servers
 */
@Schema(description = "The options of a master. Its password is never shown.")
public record MasterOptions(
    @Schema(example = "2") int quorum,
    @Schema(example = "30000") long downAfterMillis,
    @Schema(example = "180000") long failoverTimeoutMillis,
    @Schema(example = "1") int parallelSyncs,
    @Schema(example = "0") long masterRebootDownAfterMillis,
    @Schema(example = "/etc/vedette/notify.sh") @Nullable String notificationScript,
    @Schema(example = "/etc/vedette/reconfigure.sh") @Nullable String clientReconfigScript,
    @Schema(example = "vedette") @Nullable String authUser,
    @Schema(description = "Whether there is a password.", example = "true") boolean authPassSet,
    @Schema(
            description = "What commands are called on its servers.",
            example = "{\"CONFIG\": \"GUESSME\"}")
        Map<String, String> renamedCommands) {

  static MasterOptions of(MasterSettings settings) {
    return new MasterOptions(
        settings.quorum(),
        settings.downAfterMillis(),
        settings.failoverTimeoutMillis(),
        settings.parallelSyncs(),
        settings.masterRebootDownAfterMillis(),
        settings.notificationScript(),
        settings.clientReconfigScript(),
        settings.authUser(),
        settings.authPass() != null,
        new TreeMap<>(settings.renamedCommands()));
  }
}
