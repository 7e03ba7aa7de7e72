package dev.vedette.api.master;

import dev.vedette.api.shape.AddressResource;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.ReplicaView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A replica of a master.
 *
 * @param name its address as one text
 * @param address where it is
 * @param runId its run id, empty while unknown
 * @param flags the protocol's words
 * @param downSince since when it has been subjectively down, null when it is up
 * @param roleReported what it says of itself
 * @param follows the master it says it follows, null when unknown
 * @param masterLinkUp whether it says its link to the master is up
 * @param masterLinkDownMillis how long it says that link has been down, -1 when it has not been up
 *     since the node started
 * @param priority its replica-priority
 * @param offset its replication offset
 * @param lagBytes how far its offset is behind the master's, null when unknown
 * @param announced whether it wants to be shown to clients
 * @param infoAgeMillis age of its last INFO, null before the first
 * @param foreign why it seems to be of another group, null when it does not
 * @param refuses what it refuses to do, by the command
 * @param link how the connections to it are
 */
@Schema(name = "Replica", description = "A replica of a master.")
public record ReplicaResource(
    @Schema(example = "10.0.0.6:6379") String name,
    AddressResource address,
    @Schema(description = "Its run id; empty while unknown.") String runId,
    @Schema(description = "The words of `SENTINEL REPLICAS`.", example = "[\"slave\"]")
        List<String> flags,
    @Schema(description = "Since when it has been subjectively down; null when it is up.")
        @Nullable Instant downSince,
    @Schema(description = "`master` or `slave`, as it says of itself.", example = "slave")
        String roleReported,
    @Schema(description = "The master it says it follows; null when unknown.")
        @Nullable Followed follows,
    @Schema(description = "Whether it says its link to the master is up.", example = "true")
        boolean masterLinkUp,
    @Schema(
            description =
                "How long it says that link has been down; -1 when it has not been up since the"
                    + " node started.",
            example = "0")
        long masterLinkDownMillis,
    @Schema(
            description = "Its `replica-priority`: smaller is better, 0 is never promoted.",
            example = "100")
        int priority,
    @Schema(description = "Its replication offset in bytes.", example = "18202") long offset,
    @Schema(
            description =
                "How far its offset is behind the master's, from the last INFO of both; null when"
                    + " unknown.",
            example = "0")
        @Nullable Long lagBytes,
    @Schema(
            description = "False when it asks not to be shown to clients (`replica-announced no`).",
            example = "true")
        boolean announced,
    @Schema(description = "Age of its last INFO; null before the first.", example = "4210")
        @Nullable Long infoAgeMillis,
    @Schema(
            description =
                "Why it seems to be of another group; null when it does not. Decide with `POST"
                    + " …/adopt` or `DELETE`.",
            example = "claimed by group other of master 10.0.0.6:6379")
        @Nullable String foreign,
    @Schema(
            description = "What it refuses to do: the command, and what it answers.",
            example = "{}")
        Map<String, String> refuses,
    LinkResource link) {

  /**
   * A master that a replica follows.
   *
   * @param host as the replica knows it
   * @param port its port
   */
  @Schema(description = "The master that a replica says it follows.")
  public record Followed(
      @Schema(example = "10.0.0.5") String host, @Schema(example = "6379") int port) {}

  public ReplicaResource {
    flags = List.copyOf(flags);
    refuses = Map.copyOf(refuses);
  }

  static ReplicaResource of(MasterView master, ReplicaView replica, Picture picture) {
    String host = replica.masterHost();
    return new ReplicaResource(
        replica.instance().name(),
        picture.address(replica.instance().address()),
        replica.instance().runId(),
        replica.instance().flags(),
        picture.ago(replica.instance().sdownForMillis()),
        replica.node().roleReported(),
        host == null ? null : new Followed(host, replica.masterPort()),
        replica.masterLinkUp(),
        replica.masterLinkDownMillis(),
        replica.priority(),
        replica.offset(),
        Lag.bytes(master, replica),
        replica.announced(),
        replica.node().infoRefreshMillis(),
        replica.foreign(),
        replica.node().refusals(),
        LinkResource.of(replica.instance()));
  }
}
