package dev.vedette.api.shape;

import dev.vedette.sentinel.place.Address;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Where an instance listens.
 *
 * @param host as told to clients: a name when hostnames are announced, else the numeric address
 * @param ip numeric address, empty while a name has never been resolved
 * @param port TCP port
 */
@Schema(name = "Address", description = "Where an instance listens.")
public record AddressResource(
    @Schema(
            description =
                "As told to clients: a name when hostnames are announced, else the numeric"
                    + " address.",
            example = "10.0.0.5")
        String host,
    @Schema(
            description = "Numeric address; empty while a name has never been resolved.",
            example = "10.0.0.5")
        String ip,
    @Schema(example = "6379") int port) {

  /** That address, with the host as it is announced. */
  public static AddressResource of(Address address, boolean announceHostnames) {
    return new AddressResource(address.announced(announceHostnames), address.ip(), address.port());
  }
}
