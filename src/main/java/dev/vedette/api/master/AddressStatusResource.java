package dev.vedette.api.master;

import dev.vedette.api.shape.AddressResource;
import dev.vedette.sentinel.view.MasterView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * Where clients of a master are to go, and whether it answers there.
 *
 * @param master its name
 * @param host the host to connect to
 * @param ip its numeric address
 * @param port the port to connect to
 * @param status whether it is up
 * @param since since when it is that way
 */
@Schema(
    name = "MasterAddress",
    description = "Where clients of a master are to go, and whether it answers there.")
public record AddressStatusResource(
    @Schema(example = "mymaster") String master,
    @Schema(description = "The host to connect to.", example = "10.0.0.5") String host,
    @Schema(description = "Its numeric address.", example = "10.0.0.5") String ip,
    @Schema(description = "The port to connect to.", example = "6379") int port,
    @Schema(
            allowableValues = {"ok", "sdown", "odown"},
            example = "ok")
        String status,
    @Schema(description = "Since when it has that status.") Instant since) {

  static AddressStatusResource of(MasterView master, Picture picture) {
    AddressResource address = picture.address(master.address());
    StatusResource status = picture.status(master);
    return new AddressStatusResource(
        master.name(),
        address.host(),
        address.ip(),
        address.port(),
        status.status(),
        status.since());
  }
}
