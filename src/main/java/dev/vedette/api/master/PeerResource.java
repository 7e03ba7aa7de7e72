package dev.vedette.api.master;

import dev.vedette.api.shape.AddressResource;
import dev.vedette.sentinel.view.PeerView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another sentinel that watches a master.
 *
 * @param runId its run id
 * @param address where it is
 * @param flags the protocol's words
 * @param downSince since when it has been subjectively down, null when it is up
 * @param lastHelloMillis since its last hello message
 * @param saysMasterDown whether it answered lately that it sees the master down
 * @param votedLeader run id it voted for, null for none known
 * @param votedLeaderEpoch epoch of that vote
 * @param link how the connection to it is
 */
@Schema(name = "Sentinel", description = "Another sentinel that watches a master.")
public record PeerResource(
    @Schema(
            description = "Its run id; empty while unknown.",
            example = "b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3")
        String runId,
    AddressResource address,
    @Schema(description = "The words of `SENTINEL SENTINELS`.", example = "[\"sentinel\"]")
        List<String> flags,
    @Schema(description = "Since when it has been subjectively down; null when it is up.")
        @Nullable Instant downSince,
    @Schema(description = "Since its last hello message.", example = "830") long lastHelloMillis,
    @Schema(
            description = "Whether it answered lately that it sees the master down.",
            example = "false")
        boolean saysMasterDown,
    @Schema(description = "Run id it voted for; null for none known.") @Nullable String votedLeader,
    @Schema(description = "Epoch of that vote.", example = "0") long votedLeaderEpoch,
    LinkResource link) {

  public PeerResource {
    flags = List.copyOf(flags);
  }

  static PeerResource of(PeerView peer, Picture picture) {
    return new PeerResource(
        peer.instance().runId(),
        picture.address(peer.instance().address()),
        peer.instance().flags(),
        picture.ago(peer.instance().sdownForMillis()),
        peer.lastHelloMillis(),
        peer.saysMasterDown(),
        peer.votedLeader(),
        peer.votedLeaderEpoch(),
        LinkResource.of(peer.instance()));
  }
}
