package dev.vedette.api.master;

import dev.vedette.api.shape.AddressResource;
import dev.vedette.sentinel.view.MasterView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * A master in the list.
 *
 * @param name its name
 * @param address where clients are to go
 * @param status whether it is up
 * @param since since when
 * @param quorum how many sentinels must see it down
 * @param replicas how many replicas it has
 * @param sentinels how many sentinels watch it, counting this one
 * @param failoverInProgress whether this sentinel is failing it over
 */
@Schema(description = "A master in the list.")
public record MasterSummary(
    @Schema(example = "mymaster") String name,
    @Schema(description = "Where clients are to go.") AddressResource address,
    @Schema(
            allowableValues = {"ok", "sdown", "odown"},
            example = "ok")
        String status,
    @Schema(description = "Since when it has that status.") Instant since,
    @Schema(description = "How many sentinels must see it down.", example = "2") int quorum,
    @Schema(description = "How many replicas it has.", example = "2") int replicas,
    @Schema(description = "How many sentinels watch it, counting this one.", example = "3")
        int sentinels,
    @Schema(description = "Whether this sentinel is failing it over right now.", example = "false")
        boolean failoverInProgress) {

  static MasterSummary of(MasterView master, Picture picture) {
    StatusResource status = picture.status(master);
    return new MasterSummary(
        master.name(),
        picture.address(master.address()),
        status.status(),
        status.since(),
        master.settings().quorum(),
        master.replicas().size(),
        master.voters(),
        Picture.failingOver(master));
  }
}
