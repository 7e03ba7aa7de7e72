package dev.vedette.api.master;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How to fail over.
 *
 * @param coordinated whether the master is to hand over itself
 */
@Schema(description = "How to fail over. May be left out.")
public record FailoverRequest(
    @Schema(
            description =
                "Whether the master hands over itself by its own FAILOVER command, losing no write"
                    + " (Valkey 9 and Redis 6.2 or newer).",
            defaultValue = "false",
            example = "false")
        boolean coordinated) {}
