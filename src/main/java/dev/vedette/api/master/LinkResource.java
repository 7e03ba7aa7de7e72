package dev.vedette.api.master;

import dev.vedette.sentinel.view.InstanceView;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How the connections to an instance are.
 *
 * @param connected whether all of them stand
 * @param pendingCommands commands sent and not answered yet
 * @param sharedBy how many masters share the connections
 * @param pendingPingMillis age of the oldest unanswered PING
 * @param lastOkPingReplyMillis since the last acceptable reply to PING
 * @param lastPingReplyMillis since the last reply to PING of any kind
 * @param pingRoundTripMillis of the last answered PING, null before the first
 */
@Schema(name = "Link", description = "How the connections to an instance are.")
public record LinkResource(
    @Schema(description = "Whether all connections stand.", example = "true") boolean connected,
    @Schema(description = "Commands sent and not answered yet.", example = "0") int pendingCommands,
    @Schema(description = "How many masters share the connections.", example = "1") int sharedBy,
    @Schema(description = "Age of the oldest unanswered PING; 0 without one.", example = "0")
        long pendingPingMillis,
    @Schema(description = "Since the last acceptable reply to PING.", example = "412")
        long lastOkPingReplyMillis,
    @Schema(description = "Since the last reply to PING of any kind.", example = "412")
        long lastPingReplyMillis,
    @Schema(description = "Round trip of the last answered PING; null before it.", example = "1")
        @Nullable Long pingRoundTripMillis) {

  static LinkResource of(InstanceView instance) {
    long roundTrip = instance.pingRoundTripMillis();
    return new LinkResource(
        instance.connected(),
        instance.linkPendingCommands(),
        instance.linkRefcount(),
        instance.pendingPingMillis(),
        instance.lastOkPingReplyMillis(),
        instance.lastPingReplyMillis(),
        roundTrip < 0 ? null : roundTrip);
  }
}
