package dev.vedette.api.settings;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * Where the next failover is to crash this process.
 *
 * @param points the words of {@code SENTINEL SIMULATE-FAILURE}; empty to take all wishes back
 */
@Schema(description = "Where the next failover is to crash this process.")
public record SimulatedFailure(
    @Schema(
            description = "`crash-after-election`, `crash-after-promotion`; empty takes it back.",
            example = "[\"crash-after-election\"]")
        @NotNull(message = "must be given")
        List<String> points) {}
