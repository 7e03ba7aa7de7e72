package dev.vedette.api.master;

import dev.vedette.sentinel.place.Address;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A master to watch.
 *
 * @param name its name
 * @param host its address; a name only where names are resolved
 * @param port its port
 * @param quorum how many sentinels must see it down
 * @param options further options, as in a patch
 */
@Schema(description = "A master to watch.")
public record NewMaster(
    @Schema(description = "Unique name.", example = "cache")
        @NotNull(message = "must be given")
        @Pattern(
            regexp = "[A-Za-z0-9._-]{1,255}",
            message = "must be 1 to 255 letters, digits, dots, dashes or underscores")
        String name,
    @Schema(
            description = "Address; a name only where `resolve-hostnames` is on.",
            example = "127.0.0.1")
        @NotBlank(message = "must be given")
        @Size(max = 255, message = "must have at most 255 characters")
        String host,
    @Schema(description = "TCP port.", example = "6379")
        @NotNull(message = "must be given")
        @Min(value = 1, message = "must be from 1 to 65535")
        @Max(value = Address.MAX_PORT, message = "must be from 1 to 65535")
        Integer port,
    @Schema(description = "How many sentinels must see it down.", example = "2")
        @NotNull(message = "must be given")
        @Min(value = 1, message = "must be 1 or more")
        Integer quorum,
    @Schema(description = "Further options, as in a patch.", implementation = MasterPatch.class)
        @Nullable JsonNode options) {}
