package dev.vedette.api.master;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A failover that has begun.
 *
 * @param id of its record
 * @param master name of the master
 * @param epoch its epoch
 * @param location where its record is
 */
@Schema(description = "A failover that has begun.")
public record FailoverStarted(
    @Schema(description = "Id of its record.", example = "01948b6e-1c00-7abc-8def-0123456789ab")
        String id,
    @Schema(example = "mymaster") String master,
    @Schema(example = "4") long epoch,
    @Schema(
            description = "Where its record is.",
            example = "/api/v1/failovers/01948b6e-1c00-7abc-8def-0123456789ab")
        String location) {}
